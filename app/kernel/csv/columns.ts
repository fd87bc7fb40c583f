import { looseKey } from "~/kernel/text/nearest";

/**
 * How the columns of tables are headed, in the languages of the site: by the name that files of this program have, and by
 * what people write. Compared without regard to case, accents, spaces and punctuation.
 */
const heads = {
  email: [
    [
      "e-mail-adresse",
      "mailadresse",
      "endereço de e-mail",
      "barua pepe",
      "邮箱",
      "电子邮件",
      "电子邮箱",
      "メール",
    ],
    ["メールアドレス", "ईमेल", "e-mail", "mail", "email address", "e-mail address", "mail address", "address"],
    ["correo", "correo electrónico", "dirección de correo", "dirección de correo electrónico"],
    ["courriel", "adresse e-mail", "adresse mail", "mél", "adresse courriel", "adresse électronique"],
    ["البريد", "البريد الإلكتروني", "بريد إلكتروني", "الإيميل", "إيميل", "عنوان البريد"],
    ["عنوان البريد الإلكتروني"],
  ],
  name: [
    ["nome", "nome completo", "vor- und nachname", "jina", "jina kamili", "姓名", "名称", "名前", "氏名"],
    ["नाम", "names", "full name", "display name", "nombre", "nombres", "nombre completo"],
    ["nombre y apellidos", "nom", "noms", "nom complet", "nom et prénom", "prénom et nom", "الاسم"],
    ["اسم", "الاسم الكامل"],
  ],
  affiliation: [
    ["organization", "organisation", "institution", "company", "employer", "afiliación"],
    ["organización", "institución", "empresa", "entidad", "organisme", "entreprise", "société"],
    ["établissement", "appartenance", "الجهة", "المؤسسة", "المنظمة", "الانتماء", "جهة العمل", "الشركة"],
  ],
  affiliated: [
    ["is affiliated", "conflict", "afiliado", "afiliada", "vinculado", "vinculada", "affilié"],
    ["affiliée", "lié", "liée", "منتسب", "مرتبط", "مرتبط بالجهة"],
  ],
  organization: [
    ["organização", "instituição", "einrichtung", "shirika", "机构", "组织", "組織", "संगठन", "organisation"],
    ["affiliation", "institution", "organización", "institución", "entidad", "organisme", "المنظمة"],
    ["المؤسسة", "الجهة"],
  ],
  component: [
    ["bestandteil", "sehemu", "组件", "構成要素", "घटक", "components", "title", "name", "item", "element"],
    ["componente", "componentes", "título", "nombre", "elemento", "composant", "composants"],
    ["composante", "titre", "nom", "élément", "المكون", "المكوّن", "مكون", "العنوان", "الاسم"],
    ["العنصر"],
  ],
  category: [
    ["categoria", "kategorie", "kundi", "类别", "分類", "श्रेणी", "categories", "group", "type", "kind"],
    ["categoría", "grupo", "tipo", "catégorie", "groupe", "الفئة", "فئة", "التصنيف", "النوع"],
    ["المجموعة"],
  ],
  description: [
    ["descrição", "beschreibung", "maelezo", "说明", "説明", "विवरण", "descriptions", "explanation"],
    ["about", "descripción", "explicación", "explication", "الوصف", "وصف", "الشرح"],
  ],
  criterion: [
    ["critério", "kriterium", "kigezo", "准则", "基準", "मानदंड", "criteria", "freedom", "criterio"],
    ["criterios", "libertad", "critère", "critères", "liberté", "المعيار", "معيار", "الحرية"],
  ],
  value: [
    ["values", "answer", "finding", "review", "valor", "respuesta", "valeur", "réponse", "القيمة"],
    ["قيمة", "الإجابة"],
  ],
  url: [
    ["link", "links", "source", "web address", "evidence", "enlace", "fuente", "dirección web", "lien"],
    ["adresse web", "preuve", "الرابط", "رابط", "المصدر", "المرجع"],
  ],
  note: [
    ["notes", "comment", "comments", "remark", "remarks", "nota", "notas", "comentario", "comentarios"],
    ["remarque", "remarques", "commentaire", "commentaires", "ملاحظة", "ملاحظات", "تعليق", "التعليق"],
    ["الملاحظة"],
  ],
  workgroup: [
    ["workgroups", "working group", "group", "team", "grupo", "grupo de trabajo", "equipo", "groupe"],
    ["équipe", "groupe de travail", "فريق العمل", "الفريق", "المجموعة", "مجموعة العمل"],
  ],
  voter: [
    ["voters", "seat", "name", "member", "votante", "nombre", "miembro", "puesto", "votant", "votante"],
    ["électeur", "nom", "siège", "membre", "المصوت", "الناخب", "المصوّت", "الاسم", "العضو", "المقعد"],
  ],
  choice: [
    ["choices", "vote", "votes", "answer", "ballot", "voto", "votos", "respuesta", "opción", "choix"],
    ["réponse", "الاختيار", "الصوت", "التصويت", "الإجابة", "الخيار"],
  ],
  term: [
    ["terms", "término", "terme", "begriff", "termo", "istilahi", "术语", "用語", "पद", "المصطلح", "مصطلح"],
  ],
  language: [
    ["languages", "tag", "idioma", "lengua", "langue", "sprache", "lugha", "语言", "言語", "भाषा", "اللغة"],
    ["لغة"],
  ],
  wanted: [
    ["wanted words", "words", "translation", "palabras deseadas", "traducción", "mots voulus"],
    ["traduction", "gewünschte wörter", "übersetzung", "palavras desejadas", "tradução"],
    ["maneno yanayotakiwa", "tafsiri", "应使用的词", "译文", "使う語", "訳語", "वांछित शब्द", "अनुवाद"],
    ["الكلمات المطلوبة", "الترجمة"],
  ],
  avoided: [
    ["words to avoid", "avoid", "palabras por evitar", "mots à éviter", "zu vermeidende wörter"],
    ["palavras a evitar", "maneno ya kuepuka", "应避免的词", "避ける語", "बचने योग्य शब्द", "كلمات يجب تجنبها"],
  ],
  label: [["result", "etiqueta", "resultado", "étiquette", "libellé", "résultat", "التسمية", "النتيجة"]],
  total: [["sum", "points", "score", "suma", "puntos", "somme", "total des points", "المجموع", "الإجمالي"]],
} satisfies Readonly<Record<string, readonly (readonly string[])[]>>;

const others = new Map<string, ReadonlySet<string>>(
  Object.entries(heads).map(([column, lists]) => [column, new Set(lists.flat().map(looseKey))]),
);

/** The columns that have names of their own in every language. */
export type NamedColumn = keyof typeof heads;
export const isNamedColumn = (column: string): column is NamedColumn => others.has(column);

/**
 * Which of the wanted columns each head names; null for one that names none of them. A column that is headed as files of
 * this program head it is no other one, whatever else it may be called.
 */
export function columnsOf<C extends string>(names: readonly string[], wanted: readonly C[]): (C | null)[] {
  const spelled = names.map((name) => looseKey(name));
  const exact = names.map((name) => wanted.find((column) => column === name.trim().toLowerCase()) ?? null);
  const taken = new Set(exact);
  return exact.map((found, at) => {
    if (found) return found;
    const spelling = spelled[at] ?? "";
    if (spelling === "") return null;
    const free = wanted.filter((column) => !taken.has(column));
    const loose = free.find((column) => looseKey(column) === spelling);
    return loose ?? free.find((column) => others.get(column)?.has(spelling)) ?? null;
  });
}
