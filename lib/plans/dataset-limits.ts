/** Of one uploaded file. */
export const MOST_FILE_BYTES = 50 * 1024 * 1024
/** Rows shown of a data set before it is used. */
export const PREVIEW_ROWS = 20
