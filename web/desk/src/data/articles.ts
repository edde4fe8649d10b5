import { call } from '@crm/shared/api.ts';
import type { Article, ArticleInput, OpenQuestion, QuestionDetail, TriedAnswer, TryInput } from '@crm/shared/articles.ts';
import type { Page } from '@crm/shared/model.ts';
import type { QueryClient } from '@tanstack/react-query';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

type Filter = Record<string, string | undefined>;

function usePages<T>(name: string, filter: Filter, enabled = true) {
  return useInfiniteQuery({
    queryKey: [name, 'list', filter],
    initialPageParam: '',
    enabled,
    queryFn: ({ pageParam, signal }) => call<Page<T>>(`/api/v1/${name}`, { query: { ...filter, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export const useArticles = (filter: Filter, enabled = true) => usePages<Article>('articles', filter, enabled);

export const useQuestions = (state: string, enabled = true) => usePages<OpenQuestion>('questions', { state }, enabled);

export const useQuestion = (id: string | null) =>
  useQuery({ queryKey: ['questions', id], enabled: id !== null, queryFn: ({ signal }) => call<QuestionDetail>(`/api/v1/questions/${id}`, { signal }) });

export const useTryOut = () => useMutation({ mutationFn: (input: TryInput) => call<TriedAnswer>('/api/v1/articles/ask', { method: 'POST', body: input }) });

const settle = (client: QueryClient) => ({
  onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['articles'] }), client.invalidateQueries({ queryKey: ['questions'] })]),
});

export function useArticleActions() {
  const then = settle(useQueryClient());
  const post = (article: Article, path: string, body: unknown = {}) =>
    call<Article>(`/api/v1/articles/${article.id}/${path}`, { method: 'POST', body, ifMatch: article.version });
  return {
    create: useMutation({ mutationFn: (input: ArticleInput) => call<Article>('/api/v1/articles', { method: 'POST', body: input }), ...then }),
    change: useMutation({
      mutationFn: (of: { article: Article; input: ArticleInput }) =>
        call<Article>(`/api/v1/articles/${of.article.id}`, { method: 'PATCH', body: of.input, ifMatch: of.article.version }),
      ...then,
    }),
    approve: useMutation({ mutationFn: (article: Article) => post(article, 'approve'), ...then }),
    retire: useMutation({ mutationFn: (of: { article: Article; reason: string }) => post(of.article, 'retire', { reason: of.reason }), ...then }),
  };
}

export function useQuestionActions(question: OpenQuestion) {
  const then = settle(useQueryClient());
  const post = (path: string, body: unknown = {}) =>
    call<QuestionDetail>(`/api/v1/questions/${question.id}/${path}`, { method: 'POST', body, ifMatch: question.version });
  return {
    link: useMutation({ mutationFn: (articleId: string) => post('link', { articleId }), ...then }),
    dismiss: useMutation({ mutationFn: (reason: string) => post('dismiss', { reason }), ...then }),
    reopen: useMutation({ mutationFn: () => post('reopen'), ...then }),
  };
}
