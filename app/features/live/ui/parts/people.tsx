import type { GroupNames } from "~/features/comments/ui/SpeaksAs";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";

/** A person as the room names them: by name with their consent, else by the group they speak for. */
export function Who({
  name,
  speaksAs,
  groups,
}: {
  name: string | null;
  speaksAs: string | null;
  groups: GroupNames;
}) {
  const { t } = useWords();
  const group = speaksAs === null ? null : (ownValue(groups, speaksAs) ?? speaksAs);
  if (name)
    return (
      <>
        <bdi>{name}</bdi>
        {group && <span className="quiet"> · {group}</span>}
      </>
    );
  return <>{group ?? t("live:somebody")}</>;
}
