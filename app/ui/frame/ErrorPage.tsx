import { useWords } from "~/i18n";
import { refusalCodes } from "~/kernel/refusals";
import { PageLink } from "~/ui/text/PageLink";
import { RequestId } from "./RequestId";

/** What happened, what is safe and how to go on; with the request's id for whoever is asked. */
export function ErrorPage({ code, isOffline }: { code: string | undefined; isOffline: boolean }) {
  const { t } = useWords();
  const known = refusalCodes.find((one) => one === code);
  const otherwise = isOffline ? "offline" : "crash";
  return (
    <div className="measure stack">
      <h1>{known ? t(`errors:title.${known}`) : t(`errors:title.${otherwise}`)}</h1>
      <p className="lead">{known ? t(`errors:code.${known}`) : t(`errors:${otherwise}`)}</p>
      <RequestId />
      <p>
        <PageLink to="/" className="btn q">
          {t("errors:home")}
        </PageLink>
      </p>
    </div>
  );
}
