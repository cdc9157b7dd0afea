// Says when new letters have arrived. The page works without it.
const shown = Number(document.body.dataset.lastId);
const news = document.querySelector('.news a');
const timer = setInterval(look, 4000);

async function look() {
  if (document.hidden || !news) return;
  try {
    const stats = await (await fetch('/api/stats')).json();
    if (stats.lastId === shown) return;
    news.hidden = false;
    clearInterval(timer);
  } catch {
    // The mailbox is being restarted: ask again.
  }
}
