/** @type {import('next').NextConfig} */
export default {
  distDir: process.env.HEADROOM_DIST_DIR ?? '.next',
  // Streamed metadata takes the title away for a moment at every refresh of a page.
  htmlLimitedBots: /.*/,
  images: { unoptimized: true },
  poweredByHeader: false,
  // `npm test` runs tsc over the whole tree. Next rewrites a tsconfig that extends no other with the folder of its build.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.next.json' },
  serverExternalPackages: ['pino', 'pg', 'pg-boss'],
}
