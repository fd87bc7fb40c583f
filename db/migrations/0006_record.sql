CREATE TABLE "recorded_figures" (
	"process_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"figures" jsonb NOT NULL,
	CONSTRAINT "recorded_figures_process_id_subject_pk" PRIMARY KEY("process_id","subject")
);
--> statement-breakpoint
ALTER TABLE "recorded_figures" ADD CONSTRAINT "recorded_figures_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;