import { looksOf, skeleton } from "./skeleton";

/** What those are called who run things here, in the languages of the site. */
const roles = [
  "Codraft admin administrator administrators organizer organizers organiser organisers facilitator facilitators",
  "moderator moderators founder founders",
  "administrador administradora administradores organizador organizadora organizadores organizadoras facilitador",
  "facilitadora facilitadores facilitadoras moderador moderadora moderadores moderadoras fundador fundadora",
  "administrateur administratrice administrateurs organisateur organisatrice organisateurs organisatrices",
  "facilitateur facilitatrice facilitateurs facilitatrices animateur animatrice animateurs modérateur modératrice",
  "modérateurs modératrices fondateur fondatrice",
  "المنظم المنظمة المنظمون المنظمين منظم منظمة منظمون الميسر الميسرة الميسرون الميسرين ميسر ميسرة",
  "المشرف المشرفة المشرفون المشرفين مشرف مشرفة المدير المديرة مدير مديرة المؤسس المؤسسة المنسق المنسقة منسق منسقة",
  "equipe organizadora coordenador coordenadora moderação facilitação organização fundadores",
  "Administration Verwaltung Organisation Organisator Organisatorin Organisationsteam Organisierende Moderation Moderator",
  "Moderatorin Moderierende Gruppenbegleitung Gründer Gründerin Veranstalter Veranstalterin",
  "管理员 管理者 组织者 主持人 协调人 内容管理员 创始人 官方",
  "運営 運営チーム 管理人 モデレーター ファシリテーター 司会 主催者 創設者 公式",
  "msimamizi wasimamizi mwandaaji waandaaji mwezeshaji wawezeshaji mwendeshaji mwanzilishi",
  "आयोजक आयोजकों समन्वयक मॉडरेटर संचालक प्रशासक व्यवस्थापक संस्थापक",
];
/** What may stand beside them without making somebody of them. */
const others = [
  "the of and a team support official staff account process townhall workgroup group help desk bot system",
  "el la los las de del y equipo oficial cuenta proceso grupo soporte ayuda",
  "le les l d des du et équipe officiel officielle compte processus groupe soutien aide",
  "فريق العملية الرسمي الرسمية حساب الدعم مجموعة العمل في",
  "o a os as do da dos das e oficial conta processo suporte ajuda",
  "der die das und Konto Verfahren Arbeitsgruppe Gruppe Hilfe offiziell offizielles",
  "timu ya wa rasmi akaunti mchakato kikundi msaada na",
  "टीम आधिकारिक खाता प्रक्रिया समूह सहायता का की के और",
];
const looks = (lists: readonly string[]) => new Set(lists.flatMap((words) => words.split(" ")).map(skeleton));
const roleLooks = looks(roles);
const otherLooks = looks(others);
const isNumber = (word: string) => /^[\p{N}lo]+$/u.test(word);

/** Whether a name says a role here in place of somebody: "Organizer", "The Codraft team", "Moderator 2", however it is spelled. */
export function isRoleName(name: string): boolean {
  const words = looksOf(name);
  if (roleLooks.has(words.join(""))) return true;
  return (
    words.some((word) => roleLooks.has(word)) &&
    words.every((word) => roleLooks.has(word) || otherLooks.has(word) || isNumber(word))
  );
}
