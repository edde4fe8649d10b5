import { useT } from '@crm/shared/i18n.tsx';
import { Button } from 'antd';

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
}

export function LoadMore({ of }: { of: Paged }) {
  const t = useT();
  if (!of.hasNextPage) return null;
  return <div className="empty"><Button loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>{t('action.more')}</Button></div>;
}
