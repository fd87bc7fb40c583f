import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { languageNames, languages } from "~/kernel/language/languages";
import type { Paged } from "~/kernel/paging";
import { EditForm, type FieldValues, MoreFields } from "~/ui/forms/EditForm";
import { Field, LongText, Submit, type Typed, useTyped } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Labelled } from "~/ui/text/Labelled";
import { Day } from "~/ui/text/Moment";
import { Pager } from "~/ui/text/Pager";

const states = ["answered", "declined", "withdrawn", "open"] as const;

export type RequestShown = {
  readonly id: string;
  readonly number: number;
  readonly component: string;
  readonly wanted: string;
  readonly recipient: string;
  readonly askedAt: Date | string;
  readonly sentAt: Date | string | null;
  readonly dueOn: string;
  readonly state: "open" | "answered" | "declined" | "withdrawn";
  readonly answer: string;
  readonly answerUrl: string;
  /** What a form sends back, so that no answer is overwritten unseen. */
  readonly seen: string;
};

/** What the maker was asked for and what became of it; the forms for those who may ask. */
export function Requests({
  requests: { rows: requests, page, pages, total },
  components,
  titles,
  mayAsk,
  today,
}: {
  requests: Paged<RequestShown>;
  /** Those that can be asked about. */
  components: readonly { readonly key: string; readonly title: string }[];
  /** Of every component that the process has had, by its key. */
  titles: Readonly<Record<string, string>>;
  mayAsk: boolean;
  today: string;
}) {
  const { t } = useWords();
  const asked = useTyped("ask");
  if (total === 0 && !mayAsk) return null;
  return (
    <section className="section" aria-labelledby="requests">
      <h2 id="requests">{t("reviews:requests.title")}</h2>
      {requests.length === 0 && <p className="quiet">{t("reviews:requests.none")}</p>}
      <ul className="clean measure">
        {requests.map((one) => (
          <li key={one.number}>
            <Labelled label={<strong>{ownValue(titles, one.component) ?? one.component}</strong>}>
              <bdi>{one.wanted}</bdi>
            </Labelled>
            <br />
            <span className="small quiet">
              <Day at={one.askedAt} /> ·{" "}
              {one.state === "open" ? (
                <>
                  {t("reviews:requests.until")} <Day at={one.dueOn} />
                  {one.dueOn < today && <span className="frag"> {t("reviews:requests.overdue")}</span>}
                </>
              ) : (
                t(`reviews:requests.state.${one.state}`)
              )}
              {one.recipient && (
                <>
                  {" "}
                  · <bdi>{one.recipient}</bdi>
                </>
              )}
            </span>
            {(one.answer || one.answerUrl) && (
              <p className="small">
                <bdi>{one.answer}</bdi>{" "}
                {one.answerUrl && (
                  <a href={one.answerUrl} rel="nofollow noopener" dir="ltr">
                    {one.answerUrl}
                  </a>
                )}
              </p>
            )}
            <p>
              <EntryLink of="document-requests" name={one.id} />
            </p>
            {mayAsk && one.state === "open" && one.recipient && <ResendForm request={one} />}
            {mayAsk && (
              <MoreFields
                summary={t("reviews:requests.close")}
                intent="close"
                which={["request", String(one.number)]}
              >
                <CloseForm request={one} />
              </MoreFields>
            )}
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} name="requests" part="requests" label={t("reviews:requests.title")} />
      {mayAsk && components.length > 0 && (
        <details className="more" open={asked !== undefined}>
          <summary>{t("reviews:requests.ask")}</summary>
          {/* Begun anew once one was asked: pressed again, it would mail the maker a second time. */}
          <PostForm key={total}>
            <Field label={t("results:table.component")} of={["ask", "component"]}>
              <select name="component" defaultValue={asked?.component}>
                {components.map(({ key, title }) => (
                  <option key={key} value={key}>
                    {title}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={t("reviews:requests.wanted")} of={["ask", "wanted"]}>
              <LongText
                name="wanted"
                defaultValue={asked?.wanted}
                required
                maxLength={2000}
                dir="auto"
                rows={3}
              />
            </Field>
            <Field
              label={t("reviews:requests.recipient")}
              hint={t("reviews:requests.recipientHint")}
              of={["ask", "recipient"]}
            >
              <input
                name="recipient"
                type="email"
                defaultValue={asked?.recipient}
                maxLength={254}
                dir="ltr"
              />
            </Field>
            <Field label={t("reviews:requests.until")} of={["ask", "dueOn"]}>
              <input name="dueOn" type="date" defaultValue={asked?.dueOn} min={today} required />
            </Field>
            <MailLanguage />
            <div className="actions">
              <Submit intent="ask" kind="q">
                {t("reviews:requests.do")}
              </Submit>
            </div>
          </PostForm>
        </details>
      )}
    </section>
  );
}

/** In which language the maker is written to; often not that of whoever asks. */
function MailLanguage() {
  const { t, language } = useWords();
  return (
    <label className="field">
      <span>{t("reviews:requests.language")}</span>
      <select name="language" defaultValue={language}>
        {languages.map((one) => (
          <option key={one} value={one}>
            {languageNames[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

function ResendForm({ request }: { request: RequestShown }) {
  const { t } = useWords();
  return (
    <>
      {request.sentAt === null && <p className="small frag">{t("reviews:requests.notSent")}</p>}
      <details className="more small">
        <summary>{t("reviews:requests.resend")}</summary>
        <PostForm className="row">
          <input type="hidden" name="request" value={request.number} />
          <MailLanguage />
          <div className="field">
            <Submit intent="resend" kind="q mini">
              {t("reviews:requests.doResend")}
            </Submit>
          </div>
        </PostForm>
      </details>
    </>
  );
}

type Closing = Pick<RequestShown, "state" | "answer" | "answerUrl" | "seen">;

const readClosing = (typed: Typed): Closing => ({
  state: states.find((state) => state === typed.state) ?? "open",
  answer: typed.answer ?? "",
  answerUrl: typed.answerUrl ?? "",
  seen: typed.seen ?? "",
});

/** What became of a request. What its maker answers while the form is open is not overwritten. */
function CloseForm({ request }: { request: RequestShown }) {
  const { t } = useWords();
  const facts = (one: Closing): FieldValues => [
    [t("reviews:requests.became"), t(`reviews:requests.state.${one.state}`)],
    [t("reviews:requests.answer"), one.answer],
    [t("reviews:field.url"), one.answerUrl],
  ];
  return (
    <EditForm
      intent="close"
      which={["request", String(request.number)]}
      row={request as Closing}
      read={readClosing}
      facts={facts}
      actions={
        <Submit intent="close" kind="q mini">
          {t("common:save")}
        </Submit>
      }
    >
      {(begun) => (
        <>
          <Field label={t("reviews:requests.became")}>
            <select name="state" defaultValue={begun.state === "open" ? "answered" : begun.state}>
              {states.map((state) => (
                <option key={state} value={state}>
                  {t(`reviews:requests.state.${state}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t("reviews:requests.answer")} of={["close", "answer"]}>
            <LongText name="answer" defaultValue={begun.answer} maxLength={2000} dir="auto" rows={2} />
          </Field>
          <Field label={t("reviews:field.url")} of={["close", "answerUrl"]}>
            <input
              name="answerUrl"
              inputMode="url"
              defaultValue={begun.answerUrl}
              maxLength={500}
              dir="ltr"
            />
          </Field>
        </>
      )}
    </EditForm>
  );
}
