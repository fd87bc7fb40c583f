ALTER TABLE "approvals" ADD COLUMN "roll_steps" jsonb;--> statement-breakpoint
ALTER TABLE "representation_snapshots" ADD COLUMN "lags" jsonb;