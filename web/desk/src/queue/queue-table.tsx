import { useT } from '@crm/shared/i18n.tsx';
import type { Callback } from '@crm/shared/model.ts';
import { QueueRow } from './queue-row.tsx';

interface Properties {
  rows: Callback[];
  selectedId: string | null;
  onPick(callback: Callback): void;
  onOpen(callback: Callback): void;
}

export function QueueTable({ rows, selectedId, onPick, onOpen }: Properties) {
  const t = useT();
  return (
    <div className="card queue-scroll">
      <table className="queue-table">
        <thead>
          <tr>
            <th scope="col">{t('queue.col.left')}</th>
            <th scope="col">{t('queue.col.customer')}</th>
            <th scope="col">{t('queue.col.wish')}</th>
            <th scope="col">{t('queue.col.owner')}</th>
            <th scope="col">{t('queue.col.next')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <QueueRow
              key={row.id}
              callback={row}
              selected={row.id === selectedId}
              onPick={() => onPick(row)}
              onOpen={() => onOpen(row)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
