/** What the bot knows and what it could not answer, as `/api/v1/articles` and `/questions` give them. */

export const articleLocales = ['zh-CN', 'en'] as const;
export type ArticleLocale = (typeof articleLocales)[number];
export const articleStates = ['approved', 'draft', 'retired'] as const;
export const questionStates = ['open', 'drafted', 'answered', 'dismissed'] as const;

export interface ArticleContent {
  brand: string | null; series: string | null; model: string | null;
  phrasings: Record<string, string[]>; answers: Record<string, string>;
  source: string; validFrom: string | null; validUntil: string | null;
}

export interface Article extends ArticleContent {
  id: string; replaces: string | null; state: (typeof articleStates)[number]; authorId: string; authorName: string; createdAt: string; changedBy: string;
  changedAt: string; approvedByName: string | null; approvedAt: string | null; retiredAt: string | null; retiredReason: string | null; answered: number;
  answeredAt: string | null; version: number;
}

export interface ArticleInput extends ArticleContent { replaces?: string; questionId?: string }

export interface OpenQuestion {
  id: string; text: string; locale: ArticleLocale; brand: string | null; series: string | null; model: string | null; reason: string; asked: number; firstAt: string;
  lastAt: string; state: (typeof questionStates)[number]; articleId: string | null; settledAt: string | null; dismissReason: string | null; version: number;
}

export interface QuestionDetail {
  question: OpenQuestion;
  asks: { customerId: string; conversationId: string; text: string; askedAt: string; told: string | null; toldAt: string | null }[];
}

export interface TryInput { text: string; locale: ArticleLocale; series?: string }

export interface TriedAnswer {
  outcome: 'answer' | 'which-vehicle' | 'unknown'; reason: string; said: string | null; articleId: string | null; askedAbout: string[]; vehicles: string[]; threshold: number;
  candidates: { articleId: string; title: string; vehicle: string; score: number; phrasing: string; shared: string[]; covers: boolean }[];
}

export const emptyArticle: ArticleContent = { brand: null, series: null, model: null, phrasings: {}, answers: {}, source: '', validFrom: null, validUntil: null };

/** The first question in the reader's language, else in any. */
export function titleOf(article: Pick<ArticleContent, 'phrasings'>, locale: string): string {
  return article.phrasings[locale]?.[0] ?? Object.values(article.phrasings).find((list) => list.length > 0)?.[0] ?? '–';
}

/** The narrowest name, as people say it; null where it holds for all. */
export const carOf = (scope: Pick<ArticleContent, 'brand' | 'series' | 'model'>): string | null => scope.model ?? scope.series ?? scope.brand;

/** The customer's words become the first way to ask, for the car they asked about; the agent writes the answer. */
export function draftFor(question: OpenQuestion): ArticleContent {
  return { ...emptyArticle, brand: question.brand, series: question.series, model: question.model, phrasings: { [question.locale]: [question.text] } };
}

/** A new version begins as the old one. */
export function copyOf(article: Article): ArticleContent {
  const { brand, series, model, phrasings, answers, source, validFrom, validUntil } = article;
  return { brand, series, model, phrasings, answers, source, validFrom, validUntil };
}

/** One question a line; blank lines and doubles go. */
export function lines(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()).filter((line) => line !== ''))];
}

export type Missing = 'question' | 'answer' | 'source';

/** What stands between a draft and its approval. */
export function missing(content: ArticleContent, defaultLocale: ArticleLocale = 'zh-CN'): Missing[] {
  const found: Missing[] = [];
  if (!Object.values(content.phrasings).some((list) => list.length > 0)) found.push('question');
  if (!content.answers[defaultLocale]?.trim()) found.push('answer');
  if (content.source.trim() === '') found.push('source');
  return found;
}

/** Whether it answers at that instant, will, or did. */
export function validity(article: Pick<ArticleContent, 'validFrom' | 'validUntil'>, now: number): 'current' | 'later' | 'over' {
  if (article.validUntil && Date.parse(article.validUntil) <= now) return 'over';
  return article.validFrom && Date.parse(article.validFrom) > now ? 'later' : 'current';
}

/** A second person approves; an administrator may approve alone. */
export function mayApprove(article: Article, user: { id: string; role: string }): boolean {
  if (article.state !== 'draft' || missing(article).length > 0) return false;
  return user.role === 'admin' || user.role === 'lead' && article.authorId !== user.id && article.changedBy !== user.id;
}

/** The host lets agents change what they wrote themselves. */
export function mayChange(article: Article, user: { id: string; role: string }): boolean {
  return article.state === 'draft' && (user.role === 'admin' || user.role === 'lead' || article.authorId === user.id);
}
