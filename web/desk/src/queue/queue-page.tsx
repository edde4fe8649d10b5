import { QuestionCircleOutlined } from '@ant-design/icons';
import { useNowPart } from '@crm/shared/clock.ts';
import { useT } from '@crm/shared/i18n.tsx';
import type { Callback } from '@crm/shared/model.ts';
import { Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { CallPanel } from '../call/call-panel.tsx';
import { useQueue } from '../data/callbacks.ts';
import { useUser } from '../data/session.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWide } from '../ui/use-wide.ts';
import { KeysHelp } from './keys-help.tsx';
import { QueueTable } from './queue-table.tsx';
import { asView, byDue, inView, views } from './views.ts';
import type { View } from './views.ts';
import './queue.css';

export default function QueuePage() {
  const t = useT();
  const queue = useQueue();
  const [help, setHelp] = useState(false);
  const counts = useCounts(queue.data?.items ?? []);
  const [search, setSearch] = useSearchParams();
  const view = asView(search.get('view'));
  useKeys({ '?': () => setHelp(true) });

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('queue.title')}</h1>
        <Segmented<View>
          value={view}
          aria-label={t('queue.views')}
          onChange={(next) => setSearch(next === 'all' ? {} : { view: next })}
          options={views.map((value) => ({
            value,
            label: <>{t(`queue.view.${value}`)} <span className={`num ${value === 'overdue' && counts[value] > 0 ? 'stage-overdue strong' : 'muted'}`}>{counts[value]}</span></>,
          }))}
        />
        <Button className="push keys-button" type="text" icon={<QuestionCircleOutlined />} onClick={() => setHelp(true)}>{t('keys.title')} <kbd>?</kbd></Button>
      </div>
      <Answer of={queue} lines={8}>{(page) => <Queue all={page.items} view={view} />}</Answer>
      {queue.data?.nextCursor && <p className="muted small">{t('queue.onlyFirst', { n: queue.data.items.length })}</p>}
      <KeysHelp open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

function useCounts(all: Callback[]): Record<View, number> {
  const user = useUser();
  const text = useNowPart((now) => views.map((view) => all.filter((c) => inView(view, c, user, now)).length).join());
  const [every = 0, mine = 0, free = 0, overdue = 0] = text.split(',').map(Number);
  return { all: every, mine, free, overdue };
}

function Queue({ all, view }: { all: Callback[]; view: View }) {
  const t = useT();
  const user = useUser();
  const navigate = useNavigate();
  const wide = useWide();
  // Rows join and leave "overdue" as time passes, so the ids, not the seconds, decide when to draw again.
  const ids = useNowPart((now) => all.filter((c) => inView(view, c, user, now)).sort(byDue).map((c) => c.id).join());
  const byId = new Map(all.map((callback) => [callback.id, callback]));
  const rows = ids.split(',').flatMap((id) => byId.get(id) ?? []);
  const [selectedId, setSelectedId] = useSelection(rows);

  const open = (callback: Callback) => void navigate(`/customers/${callback.customerId}`);
  const at = rows.findIndex((row) => row.id === selectedId);
  const move = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) setSelectedId(next.id);
  };
  const current = rows[at];
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => current && open(current),
  });

  if (rows.length === 0)
    return <div className="card"><Empty title={t(view === 'overdue' ? 'queue.noneOverdue' : 'queue.empty')} next={t(view === 'all' ? 'queue.emptyNext' : 'queue.emptyOtherView')} /></div>;
  return (
    <div className="queue">
      <QueueTable
        rows={rows}
        selectedId={wide ? selectedId : null}
        onPick={(callback) => (wide ? setSelectedId(callback.id) : open(callback))}
        onOpen={open}
      />
      {wide && current && <aside aria-label={t('call.panel')}><CallPanel key={current.id} id={current.id} link /></aside>}
    </div>
  );
}

/** Stays on the same callback while the list moves; when it leaves the list, its place goes to the next one. */
function useSelection(rows: Callback[]): [string | null, (id: string) => void] {
  const [selected, setSelected] = useState<{ id: string; index: number } | null>(null);
  const index = rows.findIndex((row) => row.id === selected?.id);
  const place = index >= 0 ? index : Math.min(selected?.index ?? 0, rows.length - 1);
  const id = rows[place]?.id ?? null;
  useEffect(() => {
    if (id !== null && (selected?.id !== id || selected.index !== place)) setSelected({ id, index: place });
  }, [id, place, selected]);
  return [id, (next) => setSelected({ id: next, index: rows.findIndex((row) => row.id === next) })];
}
