import type { Callback, SessionUser } from '@crm/shared/model.ts';

export const views = ['all', 'mine', 'free', 'overdue'] as const;
export type View = (typeof views)[number];

export function asView(text: string | null): View {
  return views.find((view) => view === text) ?? 'all';
}

export function inView(view: View, callback: Callback, user: SessionUser, now: number): boolean {
  if (view === 'mine') return callback.assignedTo === user.id;
  if (view === 'free') return callback.assignedTo === null && callback.ownerKind === 'desk';
  if (view === 'overdue') return now > Date.parse(callback.dueAt);
  return true;
}

/** Order is by the end of the promise, never by priority: raising one must not make another late. */
export function byDue(a: Callback, b: Callback): number {
  return Date.parse(a.dueAt) - Date.parse(b.dueAt) || Date.parse(a.requestedAt) - Date.parse(b.requestedAt) || a.id.localeCompare(b.id);
}
