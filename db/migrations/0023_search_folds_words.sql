-- Words are searched as they stand, folded (case, accents, ligatures, Arabic forms and article), and in the forms of their
-- language. What is written without spaces is searched by its pairs of signs. One function says what a word is, for texts and
-- for what is asked.

-- The words of a text, parted by spaces. Folded, pairs of signs take the place of what has no spaces; of what is asked no sign
-- stands alone that is in a pair.
CREATE FUNCTION search_words(given text, folds boolean, is_asked boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  unspaced CONSTANT text := '\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303B\u3040-\u30FA\u30FC-\u30FF\u3100-\u312F\u31A0-\u31BF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF\u0E01-\u0E4E\u0E81-\u0ECD\u1000-\u1049\u1780-\u17D3';
  words text := lower(normalize(given, NFKC));
BEGIN
  -- What nobody sees, and the vowel signs and the stretching of Arabic.
  words := regexp_replace(words, '[\u00AD\u034F\u0610-\u061A\u0640\u064B-\u0652\u0656-\u065F\u0670\u06D6-\u06ED\u200B-\u200F\u2060\uFE00-\uFE0F\uFEFF]+', '', 'g');
  IF folds THEN
    words := normalize(regexp_replace(normalize(words, NFKD), '[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0653-\u0655\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]+', '', 'g'), NFC);
    words := translate(words, 'øđðłħıŧςٱکیىةہھ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'oddlhitσاكييههه01234567890123456789');
    words := replace(replace(replace(replace(words, 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th');
  END IF;
  words := trim(regexp_replace(words, '[\u0001-\u002F\u003A-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7\u037E\u0387\u055A-\u055F\u0589\u05BE\u05C0\u05C3\u05F3\u05F4\u0600-\u060F\u061B-\u061F\u066A-\u066D\u06D4\u0964\u0965\u0E4F\u0E5A\u0E5B\u104A-\u104F\u17D4-\u17DA\u2010-\u206F\u20A0-\u20CF\u2100-\u214F\u2190-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\u303D\u30FB\uE000-\uF8FF\uFF00-\uFFFF\U0001F000-\U0001FBFF\U000E0000-\U000E0FFF]+', ' ', 'g'));
  IF NOT folds THEN
    RETURN words;
  END IF;
  IF words ~ '[\u0600-\u06FF]' THEN
    words := regexp_replace(words, '(^| )[وف]?(?:ال|بال|كال|لل)([^ ]{3,})', '\1\2', 'g');
  END IF;
  IF words ~ ('[' || unspaced || ']') THEN
    SELECT coalesce(string_agg(CASE WHEN piece[1] ~ ('^[' || unspaced || ']') THEN (
        SELECT string_agg(pair.sign || coalesce(pair.following, ''), ' ' ORDER BY pair.place)
        FROM (
          SELECT sign, place, lead(sign) OVER (ORDER BY place) AS following
          FROM unnest(string_to_array(piece[1], NULL)) WITH ORDINALITY AS one(sign, place)
        ) pair
        WHERE NOT is_asked OR pair.following IS NOT NULL OR char_length(piece[1]) = 1
      ) ELSE piece[1] END, ' ' ORDER BY at), '')
      INTO words
      FROM regexp_matches(words, '[' || unspaced || ']+|[^ ' || unspaced || ']+', 'g') WITH ORDINALITY AS found(piece, at);
  END IF;
  RETURN words;
END
$$;--> statement-breakpoint
-- What is found of a text: its folded words in their order, and the stems of its words in a language, folded or not.
CREATE FUNCTION search_vector(config regconfig, given text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path FROM CURRENT
AS $$
DECLARE
  folded text := search_words(given, true, false);
  plain text := search_words(given, false, false);
  standing tsvector;
BEGIN
  SELECT coalesce(string_agg('''' || left(word, 100) || ''':' || place, ' '), '')::tsvector
    INTO standing
    FROM unnest(string_to_array(folded, ' ')) WITH ORDINALITY AS one(word, place)
    WHERE word <> '';
  IF config = 'simple'::regconfig THEN
    RETURN standing;
  END IF;
  RETURN standing || to_tsvector(config, CASE WHEN plain = folded THEN folded ELSE plain || ' ' || folded END);
END
$$;--> statement-breakpoint
-- What is looked for by a word, or by words that stand together: empty where the language passes over it. A part that begins a
-- word finds it, unless it is to be exact.
CREATE FUNCTION search_term(config regconfig, given text, is_exact boolean) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path FROM CURRENT
AS $$
DECLARE
  folded text[] := array_remove(string_to_array(search_words(given, true, true), ' '), '');
  plain text := search_words(given, false, true);
  count int := coalesce(array_length(folded, 1), 0);
  final text := folded[count];
  standing text;
  stems tsquery;
BEGIN
  IF count = 0 THEN
    RETURN '';
  END IF;
  SELECT string_agg('''' || left(word, 100) || '''', ' <-> ' ORDER BY place)
    INTO standing
    FROM unnest(folded) WITH ORDINALITY AS one(word, place);
  IF NOT is_exact AND (char_length(final) >= 3 OR (count = 1 AND final ~ '^[\u0E00-\U0003FFFF]')) THEN
    standing := standing || ':*';
  END IF;
  IF config = 'simple'::regconfig THEN
    RETURN standing::tsquery;
  END IF;
  IF count > 1 THEN
    stems := phraseto_tsquery(config, plain);
    -- Of words that the language passes over, the others alone would say something else.
    RETURN CASE WHEN numnode(stems) = 2 * count - 1 THEN standing::tsquery || stems ELSE standing::tsquery END;
  END IF;
  stems := plainto_tsquery(config, plain) || plainto_tsquery(config, folded[1]);
  RETURN CASE WHEN numnode(plainto_tsquery(config, plain)) = 0 THEN ''::tsquery ELSE standing::tsquery || stems END;
END
$$;--> statement-breakpoint
ALTER TABLE "comments" drop column "search";--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (case language when 'en' then setweight(search_vector('english', title), 'A') || search_vector('english', body) when 'es' then setweight(search_vector('spanish', title), 'A') || search_vector('spanish', body) when 'fr' then setweight(search_vector('french', title), 'A') || search_vector('french', body) when 'ar' then setweight(search_vector('arabic', title), 'A') || search_vector('arabic', body) else setweight(search_vector('simple', title), 'A') || search_vector('simple', body) end) STORED;--> statement-breakpoint
ALTER TABLE "draft_clauses" drop column "search";--> statement-breakpoint
ALTER TABLE "draft_clauses" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (case language when 'en' then setweight(search_vector('english', heading), 'A') || search_vector('english', body) when 'es' then setweight(search_vector('spanish', heading), 'A') || search_vector('spanish', body) when 'fr' then setweight(search_vector('french', heading), 'A') || search_vector('french', body) when 'ar' then setweight(search_vector('arabic', heading), 'A') || search_vector('arabic', body) else setweight(search_vector('simple', heading), 'A') || search_vector('simple', body) end) STORED;--> statement-breakpoint
ALTER TABLE "translations" drop column "search";--> statement-breakpoint
ALTER TABLE "translations" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (case language when 'en' then setweight(search_vector('english', coalesce(texts->>'heading', '')), 'A') || search_vector('english', coalesce(texts->>'body', '')) when 'es' then setweight(search_vector('spanish', coalesce(texts->>'heading', '')), 'A') || search_vector('spanish', coalesce(texts->>'body', '')) when 'fr' then setweight(search_vector('french', coalesce(texts->>'heading', '')), 'A') || search_vector('french', coalesce(texts->>'body', '')) when 'ar' then setweight(search_vector('arabic', coalesce(texts->>'heading', '')), 'A') || search_vector('arabic', coalesce(texts->>'body', '')) else setweight(search_vector('simple', coalesce(texts->>'heading', '')), 'A') || search_vector('simple', coalesce(texts->>'body', '')) end) STORED;--> statement-breakpoint
ALTER TABLE "townhalls" drop column "search";--> statement-breakpoint
ALTER TABLE "townhalls" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (case minutes_language when 'en' then search_vector('english', minutes) when 'es' then search_vector('spanish', minutes) when 'fr' then search_vector('french', minutes) when 'ar' then search_vector('arabic', minutes) else search_vector('simple', minutes) end) STORED;--> statement-breakpoint
ALTER TABLE "transcript_passages" drop column "search";--> statement-breakpoint
ALTER TABLE "transcript_passages" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (case language when 'en' then search_vector('english', text) when 'es' then search_vector('spanish', text) when 'fr' then search_vector('french', text) when 'ar' then search_vector('arabic', text) else search_vector('simple', text) end) STORED;--> statement-breakpoint
CREATE INDEX "comments_search" ON "comments" USING gin ("search");--> statement-breakpoint
CREATE INDEX "draft_clauses_search" ON "draft_clauses" USING gin ("search");--> statement-breakpoint
CREATE INDEX "translations_search" ON "translations" USING gin ("search");--> statement-breakpoint
CREATE INDEX "townhalls_search" ON "townhalls" USING gin ("search");--> statement-breakpoint
CREATE INDEX "transcript_passages_search" ON "transcript_passages" USING gin ("search");
