import type { SaidTodo } from "~/features/notices/services/sayTodo";
import { useWords } from "~/i18n";
import { Labelled } from "~/ui/text/Labelled";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Shown = Omit<SaidTodo, "until"> & { readonly until: Date | string | null };

/** So many stand open where a page says nothing else; the rest waits below. */
const shownAtOnce = 5;

/** What waits for a person, each with the one act that finishes it; the first of all has the page's main button. */
export function TodoList({
  items,
  ofProcess,
  most = shownAtOnce,
  heading = "h3",
}: {
  items: readonly Shown[];
  ofProcess: boolean;
  most?: number;
  /** The level that follows the heading above the list. */
  heading?: "h2" | "h3";
}) {
  const { t } = useWords();
  const [first, rest] = [items.slice(0, most), items.slice(most)];
  return (
    <>
      <ul className="todos">
        {first.map((item, at) => (
          <Item key={item.key} item={item} isFirst={at === 0} ofProcess={ofProcess} heading={heading} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details className="section">
          <summary>{t("notices:todos.more", { count: rest.length })}</summary>
          <ul className="todos">
            {rest.map((item) => (
              <Item key={item.key} item={item} isFirst={false} ofProcess={ofProcess} heading={heading} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Item({
  item,
  isFirst,
  ofProcess,
  heading: Heading,
}: {
  item: Shown;
  isFirst: boolean;
  ofProcess: boolean;
  heading: "h2" | "h3";
}) {
  const { t } = useWords();
  const { title, why, act, path, until, minutes, isSoon, process } = item;
  return (
    <li className={isFirst ? "card todo first" : "card todo"}>
      <div>
        <Heading>{title}</Heading>
        <p className="quiet">{why}</p>
        <p className="small todo-when">
          {until && (
            <span className={isSoon ? "soon" : undefined}>
              <Labelled label={t("notices:todos.due")}>
                <Moment at={until} />
              </Labelled>
            </span>
          )}
          <span>{t("notices:todos.each", { count: minutes })}</span>
          {ofProcess || (
            <span>
              <Content view={process} />
            </span>
          )}
        </p>
      </div>
      <PageLink to={path} className={isFirst ? "btn" : "btn q"}>
        {act}
      </PageLink>
    </li>
  );
}
