-- CreateIndex
CREATE INDEX "exchange_sample_run_id_kind_response_micros_idx" ON "exchange_sample"("run_id", "kind", "response_micros");
