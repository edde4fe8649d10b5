import { call } from '@crm/shared/api.ts';
import type { Attempt, AttemptResult, Callback, CallbackDetail, CallbackSummary, Page } from '@crm/shared/model.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const root = '/api/v1/callbacks';

/** Everything still open, the most pressing first. */
export function useQueue() {
  return useQuery({
    queryKey: ['callbacks', 'queue'],
    queryFn: ({ signal }) => call<Page<Callback>>(root, { query: { state: 'open', order: 'due', limit: 200 }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Shows at once what the queue knows already, then adds attempts and steps. */
export function useCallbackDetail(id: string) {
  const client = useQueryClient();
  return useQuery<CallbackDetail>({
    queryKey: ['callback', id],
    queryFn: ({ signal }) => call<CallbackDetail>(`${root}/${id}`, { signal }),
    placeholderData: () => {
      const callback = client.getQueryData<Page<Callback>>(['callbacks', 'queue'])?.items.find((item) => item.id === id);
      return callback && { callback, attempts: [], steps: [] };
    },
  });
}

export function useCallbackSummary(from: string, to: string) {
  return useQuery({
    queryKey: ['callback-summary', from, to],
    queryFn: ({ signal }) => call<CallbackSummary>(`${root}/summary`, { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Calls that this customer says nobody made. */
export function useDisputed(customerId: string) {
  return useQuery({
    queryKey: ['callbacks', 'disputed', customerId],
    queryFn: ({ signal }) => call<Page<Callback>>(root, { query: { state: 'disputed', customerId }, signal }),
  });
}

export function useDecideDispute(callback: Callback) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: { decision: 'upheld' | 'rejected'; note: string }) => call<Callback>(`${root}/${callback.id}/dispute`, { method: 'POST', body: decision }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['callbacks'] }), client.invalidateQueries({ queryKey: ['callback', callback.id] })]),
  });
}

export interface OutcomeInput {
  result: AttemptResult;
  ringSeconds?: number | undefined;
  note?: string | undefined;
  callAgainAt?: string | undefined;
}

/** All changes of one callback. Each names the version it was made from, and everything is read again afterwards. */
export function useCallbackActions(callback: Callback) {
  const client = useQueryClient();
  const url = `${root}/${callback.id}`;
  const settle = {
    onSettled: () => Promise.all([
      client.invalidateQueries({ queryKey: ['callback', callback.id] }),
      client.invalidateQueries({ queryKey: ['callbacks'] }),
      client.invalidateQueries({ queryKey: ['customer', callback.customerId] }),
      client.invalidateQueries({ queryKey: ['timeline', callback.customerId] }),
    ]),
  };
  const post = <T>(path: string, body: unknown, version: number) => call<T>(`${url}${path}`, { method: 'POST', body, ifMatch: version });

  return {
    claim: useMutation({ mutationFn: () => post<Callback>('/claim', {}, callback.version), ...settle }),
    /** Takes the callback first when nobody has it, so that two people do not dial the same number. */
    start: useMutation({
      mutationFn: async () => {
        const mine = callback.assignedTo ? callback : await post<Callback>('/claim', {}, callback.version);
        return post<Attempt>('/attempts', {}, mine.version);
      },
      ...settle,
    }),
    finish: useMutation({
      mutationFn: ({ attemptId, ...outcome }: OutcomeInput & { attemptId: string }) =>
        post<Attempt>(`/attempts/${attemptId}/outcome`, outcome, callback.version),
      ...settle,
    }),
    /** The customer called us first; it keeps the promise when it was in time. */
    inbound: useMutation({
      mutationFn: (told: { startedAt?: string | undefined; note?: string | undefined }) => post<Attempt>('/attempts', { result: 'customer-called', ...told }, callback.version),
      ...settle,
    }),
    release: useMutation({ mutationFn: (reason: string) => post<Callback>('/release', { reason }, callback.version), ...settle }),
    reschedule: useMutation({ mutationFn: (start: string) => post<Callback>('/reschedule', { start }, callback.version), ...settle }),
  };
}
