import type { Band } from "~/features/rules/domain/bands";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { Labelled } from "~/ui/text/Labelled";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export type WhyItem = {
  readonly id: string;
  readonly note: string;
  readonly target:
    | {
        readonly kind: "component";
        readonly key: string;
        readonly name: string;
        readonly result: number;
        readonly band: Band | null;
      }
    | { readonly kind: "comment"; readonly number: number; readonly label: string; readonly id: string }
    | {
        readonly kind: "record" | "townhall";
        readonly number: number;
        readonly title: LocalizedView;
        readonly date: string;
      }
    | { readonly kind: "system"; readonly key: string; readonly name: string };
};

/** What is cited, as an editor writes it. */
export function citedAs(target: WhyItem["target"]): string {
  switch (target.kind) {
    case "component":
      return `component:${target.result}:${target.key}`;
    case "comment":
      return `comment:${target.label}:${target.number}`;
    case "system":
      return `system:${target.key}`;
    default:
      return `${target.kind}:${target.number}`;
  }
}

/** What a clause rests on, as links. */
export function WhyList({ base, items }: { base: string; items: readonly WhyItem[] }) {
  const { t } = useWords();
  return (
    <ul className="why-list">
      {items.map((item) => (
        <li key={item.id}>
          <WhyLink base={base} target={item.target} />
          {item.note && (
            <span className="quiet">
              {" "}
              — <bdi>{item.note}</bdi>
            </span>
          )}
          {(item.target.kind === "record" || item.target.kind === "townhall") && (
            <span className="quiet">
              {" "}
              · <Day at={item.target.date} />
            </span>
          )}
        </li>
      ))}
      {items.length === 0 && <li className="quiet">{t("drafts:why.nothing")}</li>}
    </ul>
  );
}

/** The same in one line below a clause. */
export function WhyLine({ base, items }: { base: string; items: readonly WhyItem[] }) {
  const { t } = useWords();
  if (items.length === 0) return null;
  return (
    <p className="why">
      <Labelled label={t("drafts:why.title")}>
        {items.map((item, at) => (
          <span key={item.id}>
            {at > 0 && " · "}
            <WhyLink base={base} target={item.target} />
          </span>
        ))}
      </Labelled>
    </p>
  );
}

function WhyLink({ base, target }: { base: string; target: WhyItem["target"] }) {
  const { t } = useWords();
  switch (target.kind) {
    case "component":
      return (
        <PageLink to={`${base}/results/${target.result}`}>
          {t("drafts:why.vote", { name: target.name })}
          {target.band && ` (${t(`rules:band.${target.band}`)})`}
        </PageLink>
      );
    case "comment":
      return (
        <PageLink to={`${base}/comments/${target.id}`}>
          {t("drafts:comment.title", { number: target.number, label: target.label })}
        </PageLink>
      );
    case "townhall":
      return (
        <PageLink to={`${base}/townhalls/${target.number}`}>
          {t("drafts:why.townhall", { number: target.number })} <Content view={target.title} />
        </PageLink>
      );
    case "system":
      return (
        <PageLink to={`${base}/systems/${target.key}`}>
          {t("drafts:why.system", { name: target.name })}
        </PageLink>
      );
    case "record":
      return (
        <PageLink to={`${base}/records/${target.number}`}>
          <Content view={target.title} />
        </PageLink>
      );
    default:
      return target satisfies never;
  }
}
