ALTER TABLE "process_members" DROP CONSTRAINT "process_members_role";--> statement-breakpoint
ALTER TABLE "invitations" DROP CONSTRAINT "invitations_role";--> statement-breakpoint
ALTER TABLE "process_members" ADD CONSTRAINT "process_members_role" CHECK ("role" in ('organizer', 'moderator', 'participant'));--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_role" CHECK ("role" in ('organizer', 'moderator', 'facilitator', 'member', 'participant'));