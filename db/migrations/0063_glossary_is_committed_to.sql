-- The record log commits to the words of the glossary, as to all that is public.
SELECT
  commit_to_rows('glossary_terms', '{id}'),
  commit_to_rows('glossary_words', '{term_id,language,revision}');
