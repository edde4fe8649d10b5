import { useT } from '@crm/shared/i18n.tsx';
import { dateText } from '@crm/shared/my-words.ts';
import type { MyComplaint, MyTestDrive } from '@crm/shared/my-types.ts';

export function TestDrives({ items }: { items: MyTestDrive[] }) {
  const t = useT();
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="drives">
      <h2 id="drives">{t('my.testDrives')}</h2>
      {items.map((drive) => (
        <article className="card" key={drive.leadId}>
          <div className="line"><h3>{drive.car ?? t('my.anyCar')}</h3><span className="state">{t.word('myDrive', drive.stage)}</span></div>
          <p className="muted">{drive.dealer ? t('my.driveAt', { dealer: drive.dealer }) : t('my.driveSoon')}</p>
        </article>
      ))}
    </section>
  );
}

export function Complaints({ items }: { items: MyComplaint[] }) {
  const t = useT();
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="complaints">
      <h2 id="complaints">{t('my.complaints')}</h2>
      {items.map((complaint) => (
        <article className="card" key={complaint.id}>
          <div className="line"><h3>{t('my.complaintNumber', { number: complaint.number })}</h3><span className="state">{t.word('myComplaint', complaint.state)}</span></div>
          <p className="quote">{complaint.text}</p>
          {complaint.nextAt && <p>{t('my.nextBy', { when: dateText(complaint.nextAt, t) })}</p>}
          {complaint.state === 'waiting-for-you' && <p>{t('my.waitingForYou')}</p>}
          <p className="muted">{t('my.owner', { who: complaint.owner ?? t('my.desk') })}</p>
        </article>
      ))}
    </section>
  );
}
