import { ApiError } from './api.ts';
import type { Translate } from './i18n.tsx';
import { hasKey } from './i18n.tsx';

/** What went wrong and what to do about it, in the reader's language. */
export function remedy(error: unknown, t: Translate): string {
  if (!(error instanceof ApiError)) return t('error.unknown');
  const key = `error.${error.code}`;
  if (hasKey(key)) return t(key);
  const detail = error.problem.detail ?? error.problem.title;
  return detail ? `${detail} (${error.code})` : t('error.refused', { code: error.code });
}
