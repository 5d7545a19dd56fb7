-- AlterTable
ALTER TABLE "run" ADD COLUMN     "finest_from" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "load_changes" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "shared_values" BYTEA,
ADD COLUMN     "start_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "shard" ADD COLUMN     "location" TEXT,
ADD COLUMN     "ready_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "worker" ADD COLUMN     "threads" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "exchange_sample" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "run_id" UUID NOT NULL,
    "shard_index" INTEGER NOT NULL,
    "at_ms" INTEGER NOT NULL,
    "operation" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "error_class" TEXT,
    "status" INTEGER NOT NULL,
    "response_micros" DOUBLE PRECISION NOT NULL,
    "exchange" JSONB NOT NULL,

    CONSTRAINT "exchange_sample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target_job" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "project_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "owner_id" UUID,
    "progress" JSONB,
    "result" JSONB,
    "problem" TEXT,
    "stop_requested" BOOLEAN NOT NULL DEFAULT false,
    "requested_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "target_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "load_block" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "load_block_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "exchange_sample_run_id_operation_at_ms_idx" ON "exchange_sample"("run_id", "operation", "at_ms");

-- CreateIndex
CREATE INDEX "target_job_state_created_at_idx" ON "target_job"("state", "created_at");

-- AddForeignKey
ALTER TABLE "exchange_sample" ADD CONSTRAINT "exchange_sample_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target_job" ADD CONSTRAINT "target_job_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
