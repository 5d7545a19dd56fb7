-- AlterTable
ALTER TABLE "run" ADD COLUMN     "stop_reason" TEXT;

-- AlterTable
ALTER TABLE "shard" ADD COLUMN     "duration_ms" INTEGER,
ADD COLUMN     "end_message" TEXT,
ADD COLUMN     "end_reason" TEXT,
ADD COLUMN     "worker" TEXT;
