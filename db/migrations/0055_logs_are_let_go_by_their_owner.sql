-- What is never changed or removed goes with its process alone. A server whose role may only add to it cannot take it out, so that
-- these do, as the owner of the tables, and whole: nobody can take out a part and put another in its place under the same round.
CREATE FUNCTION let_go_of_votes(deleted uuid) RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
  PERFORM set_config('codraft.deleting', 'on', true);
  DELETE FROM ballot_notes WHERE log IN (SELECT l.log FROM ballot_logs l JOIN rounds r ON r.id = l.round_id WHERE r.process_id = deleted);
  DELETE FROM ballot_voters WHERE log IN (SELECT l.log FROM ballot_logs l JOIN rounds r ON r.id = l.round_id WHERE r.process_id = deleted);
  DELETE FROM ballot_entries WHERE log IN (SELECT l.log FROM ballot_logs l JOIN rounds r ON r.id = l.round_id WHERE r.process_id = deleted);
  DELETE FROM deadline_extensions WHERE round_id IN (SELECT id FROM rounds WHERE process_id = deleted);
  DELETE FROM ballot_logs WHERE round_id IN (SELECT id FROM rounds WHERE process_id = deleted);
  DELETE FROM rounds WHERE process_id = deleted;
  DELETE FROM plans WHERE process_id = deleted;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION let_go_of_record_log(deleted uuid) RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
  gone text[];
BEGIN
  IF EXISTS (SELECT FROM rounds WHERE process_id = deleted) THEN
    RAISE EXCEPTION 'the record log of a process goes after its votes';
  END IF;
  PERFORM set_config('codraft.deleting', 'on', true);
  gone := ARRAY(SELECT origin FROM record_logs WHERE process_id = deleted OR former_of = deleted);
  DELETE FROM record_anchors WHERE log = ANY(gone);
  DELETE FROM record_checkpoints WHERE log = ANY(gone);
  DELETE FROM record_entries WHERE log = ANY(gone);
  UPDATE record_logs SET process_id = NULL, former_of = NULL WHERE origin = ANY(gone);
END;
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION let_go_of_votes(uuid), let_go_of_record_log(uuid) FROM PUBLIC;
