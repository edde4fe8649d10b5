import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch(): unknown;
}

/** The three faces of a read: waiting, failed with a remedy, there. Old data stays while a refresh fails. */
export function Answer<T>({ of, children, lines = 4 }: { of: Asked<T>; children: (data: T) => ReactNode; lines?: number }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isPending) return <div className="card-body"><Skeleton active title={false} paragraph={{ rows: lines }} /></div>;
  return <ErrorNote error={of.error} onRetry={() => void of.refetch()} />;
}

export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT();
  if (!error) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={remedy(error, t)}
      action={onRetry && <Button size="small" onClick={onRetry}>{t('action.retry')}</Button>}
    />
  );
}
