-- AlterTable
ALTER TABLE "generator_second" ADD COLUMN     "connections_dropped" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "connections_opened" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "connections_reused" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "most_connections" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pool_use" DOUBLE PRECISION;
