ALTER TABLE "applications" DROP CONSTRAINT "applications_language";--> statement-breakpoint
ALTER TABLE "comments" DROP CONSTRAINT "comments_language";--> statement-breakpoint
ALTER TABLE "draft_clauses" DROP CONSTRAINT "draft_clauses_language";--> statement-breakpoint
ALTER TABLE "translations" DROP CONSTRAINT "translations_language";--> statement-breakpoint
ALTER TABLE "townhalls" DROP CONSTRAINT "townhalls_minutes_language";--> statement-breakpoint
ALTER TABLE "townhalls" DROP CONSTRAINT "townhalls_transcript_language";--> statement-breakpoint
ALTER TABLE "processes" DROP CONSTRAINT "processes_source_language";--> statement-breakpoint
ALTER TABLE "processes" DROP CONSTRAINT "processes_languages";--> statement-breakpoint
ALTER TABLE "deadline_extensions" DROP CONSTRAINT "deadline_extensions_language";--> statement-breakpoint
ALTER TABLE "suggestion_positions" DROP CONSTRAINT "suggestion_positions_language";--> statement-breakpoint
ALTER TABLE "townhall_outcomes" DROP CONSTRAINT "townhall_outcomes_language";--> statement-breakpoint
ALTER TABLE "transcript_passages" DROP CONSTRAINT "transcript_passages_language";--> statement-breakpoint
ALTER TABLE "translators" DROP CONSTRAINT "translators_language";--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "draft_clauses" ADD CONSTRAINT "draft_clauses_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "translations" ADD CONSTRAINT "translations_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_languages" CHECK (array_to_string("languages", ' ') ~ '^(([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?)( |$))*$');--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_minutes_language" CHECK (length("minutes_language") < 36 and "minutes_language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_transcript_language" CHECK (length("transcript_language") < 36 and "transcript_language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "processes" ADD CONSTRAINT "processes_source_language" CHECK (length("source_language") < 36 and "source_language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "processes" ADD CONSTRAINT "processes_languages" CHECK (array_to_string("languages", ' ') ~ '^(([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?)( |$))*$');--> statement-breakpoint
ALTER TABLE "deadline_extensions" ADD CONSTRAINT "deadline_extensions_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "suggestion_positions" ADD CONSTRAINT "suggestion_positions_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "townhall_outcomes" ADD CONSTRAINT "townhall_outcomes_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "transcript_passages" ADD CONSTRAINT "transcript_passages_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');--> statement-breakpoint
ALTER TABLE "translators" ADD CONSTRAINT "translators_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$');