-- Unlogged: what was counted in the last minutes is not worth waiting for a disk, and after a crash it begins anew.
CREATE UNLOGGED TABLE "limits" (
	"key" text PRIMARY KEY NOT NULL,
	"spent" integer NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "limits_until" ON "limits" USING btree ("until");