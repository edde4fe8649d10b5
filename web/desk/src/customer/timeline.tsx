import { useT } from '@crm/shared/i18n.tsx';
import type { TimelineItem } from '@crm/shared/model.ts';
import { dayKey, dayText } from '@crm/shared/time.ts';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTimeline } from '../data/customers.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { TimelineEntry } from './timeline-entry.tsx';

const filters = ['all', 'messages', 'calls', 'business'] as const;
type Filter = (typeof filters)[number];

const shown: Record<Exclude<Filter, 'all'>, TimelineItem['type'][]> = {
  messages: ['message', 'private-chat'],
  calls: ['promise', 'attempt'],
  business: ['inquiry', 'lead', 'offer', 'fact', 'complaint', 'complaint-note', 'consent'],
};

/** Everything that ever happened with this person, newest first, one page at a time. */
export function Timeline({ customerId }: { customerId: string }) {
  const t = useT();
  const [filter, setFilter] = useState<Filter>('all');
  const timeline = useTimeline(customerId);
  return (
    <section className="card" aria-label={t('timeline.title')}>
      <div className="card-head">
        <h2>{t('timeline.title')}</h2>
        <Segmented<Filter> size="small" value={filter} onChange={setFilter} options={filters.map((value) => ({ value, label: t(`timeline.filter.${value}`) }))} />
      </div>
      <Answer of={timeline} lines={8}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items).filter((item) => filter === 'all' || shown[filter].includes(item.type));
          return (
            <>
              {items.length === 0 && <Empty title={t('timeline.empty')} next={t('timeline.emptyNext')} />}
              {days(items).map(([day, list]) => (
                <div key={day} className="day">
                  <h3>{dayText(list[0]?.at ?? day, t.locale)}</h3>
                  <ol>{list.map((item) => <TimelineEntry key={`${item.type}-${item.id}`} item={item} />)}</ol>
                </div>
              ))}
              {timeline.hasNextPage && (
                <div className="empty"><Button loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>{t('timeline.older')}</Button></div>
              )}
            </>
          );
        }}
      </Answer>
    </section>
  );
}

function days(items: TimelineItem[]): [string, TimelineItem[]][] {
  const groups = new Map<string, TimelineItem[]>();
  for (const item of items) {
    const key = dayKey(Date.parse(item.at));
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups];
}
