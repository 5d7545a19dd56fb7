-- CreateTable
CREATE TABLE "monitor_series" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "monitor" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "role" TEXT,
    "unit" TEXT,
    "kind" TEXT NOT NULL,

    CONSTRAINT "monitor_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "monitor_chunk" (
    "series_id" UUID NOT NULL,
    "minute" INTEGER NOT NULL,
    "points" JSONB NOT NULL,

    CONSTRAINT "monitor_chunk_pkey" PRIMARY KEY ("series_id","minute")
);

-- CreateIndex
CREATE UNIQUE INDEX "monitor_series_run_id_monitor_metric_key" ON "monitor_series"("run_id", "monitor", "metric");

-- AddForeignKey
ALTER TABLE "monitor_series" ADD CONSTRAINT "monitor_series_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_chunk" ADD CONSTRAINT "monitor_chunk_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "monitor_series"("id") ON DELETE CASCADE ON UPDATE CASCADE;
