DROP INDEX "comments_newest";--> statement-breakpoint
CREATE INDEX "comments_written" ON "comments" USING btree ("process_id","language","created_at","id");--> statement-breakpoint
CREATE INDEX "comments_hidden" ON "comments" USING btree ("process_id") WHERE hidden_at is not null and root_id is null;--> statement-breakpoint
CREATE INDEX "comments_newest" ON "comments" USING btree ("process_id","created_at","id");