import type { machineRequestOf } from "~/features/translation/services/machine/requests.server";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { refusedKey } from "~/ui/forms/problem";

type Request = Awaited<ReturnType<typeof machineRequestOf>>;

/** Having a machine translate what nobody has translated, and what became of it. */
export function MachineTools({ request, missing }: { request: Request; missing: number }) {
  const { t } = useWords();
  const isWaiting = request?.state === "waiting";
  if (missing === 0 && !isWaiting) return null;
  return (
    <section className="note no-print" aria-label={t("translation:machine.title")}>
      <p className="quiet small">{t("translation:machine.lead")}</p>
      <div role="status">
        {isWaiting && <p>{t("translation:machine.waiting", { count: request.count })}</p>}
        {request?.failure && <p className="frag">{t(refusedKey(request.failure))}</p>}
      </div>
      {!isWaiting && (
        <PostForm className="actions">
          <Submit intent="machineAll" kind="q mini">
            {t("translation:machine.all", { count: missing })}
          </Submit>
        </PostForm>
      )}
    </section>
  );
}
