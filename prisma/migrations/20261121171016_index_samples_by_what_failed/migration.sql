-- CreateIndex
CREATE INDEX "exchange_sample_run_id_kind_operation_error_class_status_at_idx" ON "exchange_sample"("run_id", "kind", "operation", "error_class", "status", "at_ms");
