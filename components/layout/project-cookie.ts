export const PROJECT_COOKIE = 'headroom-project'
