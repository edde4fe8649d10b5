import { describe, expect, test } from 'vitest';
import type { Article, OpenQuestion } from '../src/articles.ts';
import { carOf, copyOf, draftFor, lines, mayApprove, mayChange, missing, titleOf, validity } from '../src/articles.ts';
import { staleKeys } from '../src/live.ts';

const article = (change: Partial<Article> = {}): Article => ({
  id: 'a1', brand: 'Volkswagen', series: 'ID.4', model: null, phrasings: { 'zh-CN': ['q'], en: ['how much'] }, answers: { 'zh-CN': 'a' }, source: 's', validFrom: null,
  validUntil: null, replaces: null, state: 'draft', authorId: 'u1', authorName: 'Li Na', createdAt: '', changedBy: 'u1', changedAt: '', approvedByName: null,
  approvedAt: null, retiredAt: null, retiredReason: null, answered: 0, answeredAt: null, version: 1, ...change,
});

const question: OpenQuestion = {
  id: 'q1', text: 'first service of the ID.4?', locale: 'en', brand: 'Volkswagen', series: 'ID.4', model: null, reason: 'nothing', asked: 3, firstAt: '', lastAt: '', state: 'open',
  articleId: null, settledAt: null, dismissReason: null, version: 1,
};

describe('who may do what', () => {
  test('a_second_person_approves_and_an_admin_may_alone', () => {
    expect(mayApprove(article(), { id: 'u1', role: 'lead' })).toBe(false);
    expect(mayApprove(article(), { id: 'u2', role: 'lead' })).toBe(true);
    expect(mayApprove(article({ changedBy: 'u2' }), { id: 'u2', role: 'lead' })).toBe(false);
    expect(mayApprove(article(), { id: 'u1', role: 'admin' })).toBe(true);
    expect(mayApprove(article(), { id: 'u2', role: 'agent' })).toBe(false);
  });

  test('an_agent_changes_only_what_they_wrote_and_nobody_what_is_in_use', () => {
    expect(mayChange(article(), { id: 'u1', role: 'agent' })).toBe(true);
    expect(mayChange(article(), { id: 'u2', role: 'agent' })).toBe(false);
    expect(mayChange(article({ state: 'approved' }), { id: 'u1', role: 'admin' })).toBe(false);
  });

  test('an_unfinished_draft_cannot_be_approved', () => {
    const bare = article({ phrasings: { 'zh-CN': [], en: [] }, answers: { en: 'a', 'zh-CN': ' ' }, source: '' });
    expect(missing(bare)).toEqual(['question', 'answer', 'source']);
    expect(mayApprove(bare, { id: 'u2', role: 'admin' })).toBe(false);
    expect(missing(article())).toEqual([]);
  });
});

test('an_answer_to_an_open_question_begins_with_the_customers_words_and_car', () => {
  const draft = draftFor(question);
  expect(draft.phrasings).toEqual({ en: ['first service of the ID.4?'] });
  expect([draft.brand, draft.series, draft.model]).toEqual(['Volkswagen', 'ID.4', null]);
  expect(draft.answers).toEqual({});
});

test('a_new_version_begins_as_the_old_one_without_its_life', () => {
  expect(Object.keys(copyOf(article())).sort()).toEqual(['answers', 'brand', 'model', 'phrasings', 'series', 'source', 'validFrom', 'validUntil']);
});

test('questions_are_one_a_line_without_blanks_and_doubles', () => {
  expect(lines(' a \n\nb\na\n')).toEqual(['a', 'b']);
});

test('what_is_in_use_may_be_over_or_not_yet_begun', () => {
  const now = Date.parse('2026-03-02T02:00:00Z');
  expect(validity(article(), now)).toBe('current');
  expect(validity(article({ validUntil: '2026-03-02T02:00:00.000Z' }), now)).toBe('over');
  expect(validity(article({ validFrom: '2026-03-02T02:00:00.001Z' }), now)).toBe('later');
});

test('an_article_is_called_by_its_question_in_the_readers_language_and_its_narrowest_car', () => {
  expect(titleOf(article(), 'en')).toBe('how much');
  expect(titleOf(article({ phrasings: { 'zh-CN': ['q'], en: [] } }), 'en')).toBe('q');
  expect(titleOf(article({ phrasings: {} }), 'en')).toBe('–');
  expect(carOf(article())).toBe('ID.4');
  expect(carOf({ brand: null, series: null, model: null })).toBeNull();
});

test('an_event_about_either_makes_both_lists_stale', () => {
  for (const type of ['article.approved', 'question.asked']) expect(staleKeys({ type })).toEqual([['articles'], ['questions']]);
});
