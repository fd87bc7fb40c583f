import type { offeredTemplates } from "~/features/overview/services/startFromTemplate.server";
import { useWords } from "~/i18n";
import { Choice, Group } from "~/ui/forms/forms";

type Props = { readonly templates: ReturnType<typeof offeredTemplates> };

/** What a process can begin with: a name, what it is for, and all that it brings. */
export function TemplateChoice({ templates }: Props) {
  const { t, format } = useWords();
  return (
    <Group legend={t("membership:start.template")} of={["start", "template"]}>
      {templates.map(({ key, name, lead, criteria, groups, components }, at) => (
        <div key={key} className="template">
          <Choice name="template" value={key} label={<strong>{name}</strong>} hint={lead} on={at === 0} />
          <details className="more small">
            <summary>
              {components.length > 0
                ? t("membership:start.components", { count: components.length })
                : t("membership:start.noComponents")}
              <span className="skip"> {name}</span>
            </summary>
            <p>
              {t("membership:start.brings", { criteria: format.list(criteria), groups: format.list(groups) })}
            </p>
            {components.length > 0 && <p>{format.list(components)}</p>}
          </details>
        </div>
      ))}
      <p className="quiet small">{t("membership:start.changed")}</p>
    </Group>
  );
}
