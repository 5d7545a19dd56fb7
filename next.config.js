/** @type {import('next').NextConfig} */
export default {
  distDir: process.env.HEADROOM_DIST_DIR ?? '.next',
  images: { unoptimized: true },
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true }, // `npm test` runs tsc over the whole tree
  serverExternalPackages: ['pino', 'pg', 'pg-boss', 'hdr-histogram-js'],
}
