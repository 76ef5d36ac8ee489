/* Paints what the facilitator's program sends, says what was painted, counts the clock, and says when it does not follow. */
(function () {
  var d = document, root = d.documentElement, main = d.querySelector('main'), stale = d.getElementById('stale');
  var base = root.getAttribute('data-base'), me = Math.random().toString(36).slice(2, 12);
  var source = null, last = Date.now(), painted = 0, skew = 0, tries = 0, isOld = false;

  function words(name, n) { return (root.getAttribute('data-' + name) || '').replace('{n}', n); }

  /* So the facilitator too knows when the room does not follow. */
  function seen() {
    try {
      fetch(base + '/seen', { method: 'POST', body: me + ' ' + painted, keepalive: true, headers: { 'Content-Type': 'text/plain' } })
        .then(function (answer) { isOld = answer.status === 404; })['catch'](function () {});
    } catch (e) {}
  }

  function open() {
    if (source) source.close();
    source = new EventSource(base + '/events?me=' + me);
    source.addEventListener('show', function (event) {
      last = Date.now();
      painted = +event.lastEventId;
      main.innerHTML = event.data;
      fit();
      tick();
      requestAnimationFrame(seen);
    });
    source.addEventListener('beat', function (event) {
      last = Date.now();
      skew = last / 1000 - parseFloat(event.data);
      seen();
      tick();
    });
  }

  /* Less air first; then whole rows go, the one that is talked about never, and it is said how many. */
  function overflows(show) {
    var boxes = show.querySelectorAll('.fill, section'), i;
    if (show.scrollHeight > innerHeight + 1) return true;
    for (i = 0; i < boxes.length; i++) if (boxes[i].scrollHeight > boxes[i].clientHeight + 1) return true;
    return false;
  }
  function rowsOf(box) { return [].slice.call(box.querySelectorAll('tbody tr, li')).filter(function (row) { return !row.hidden; }); }
  function hideOne(box) {
    var rows = rowsOf(box), at = rows.findIndex(function (row) { return /\bat\b/.test(row.className); });
    if (rows.length < 2) return false;
    rows[at >= 0 && at > (rows.length - 1) / 2 ? 0 : rows.length - 1].hidden = true;
    return true;
  }
  function fit() {
    var show = d.getElementById('show'), boxes, i;
    if (!show) return;
    show.classList.remove('close', 'tight', 'long');
    [].forEach.call(show.querySelectorAll('tr[hidden], li[hidden]'), function (row) { row.hidden = false; });
    count(show);
    if (main.scrollWidth > innerWidth + 1) show.classList.add('long');
    if (overflows(show)) show.classList.add('close');
    if (overflows(show)) show.classList.add('tight');
    if (!overflows(show)) return;
    [].forEach.call(show.querySelectorAll('.not-shown'), function (line) { line.textContent = words('hidden', 10); });
    boxes = show.querySelectorAll('.rows, .shrinks, .lines');
    for (i = 0; i < boxes.length; i++) while (overflows(show) && hideOne(boxes[i])) ;
    count(show);
  }
  function count(show) {
    [].forEach.call(show.querySelectorAll('.not-shown'), function (line) {
      var n = line.parentNode.parentNode.querySelectorAll('tr[hidden], li[hidden]').length;
      line.textContent = n ? words('hidden', n) : '';
    });
  }

  function clock(now) {
    var c = d.querySelector('.clock[data-ends]');
    if (!c) return;
    var ends = +c.getAttribute('data-ends'), minutes = +c.getAttribute('data-minutes');
    var left = c.getAttribute('data-runs') === '1' ? ends - (now / 1000 - skew) : ends, all = Math.floor(Math.abs(left)), over = left <= -1;
    c.textContent = (over ? '+' : '') + Math.floor(all / 60) + ':' + ('0' + all % 60).slice(-2) + (over ? ' !' : '');
    c.className = 'clock' + (over ? ' red' : left < minutes * 12 ? ' amber' : '');
  }

  function tick() {
    var now = Date.now(), quiet = Math.floor((now - last) / 1000);
    stale.hidden = quiet < 2 && !isOld;
    stale.textContent = isOld ? words('old', 0) : words('stale', quiet);
    clock(now);
  }

  /* The browser asks again by itself after a lost network, but not after a refusal: then every ten seconds, and
     never where the code has changed, or the address would be locked out for asking. */
  function recover() {
    if (Date.now() - last < 2000) { tries = 0; return; }
    if (isOld) { if (source) source.close(); return; }
    if (!source || source.readyState !== 2 || tries++ % 10 === 0) { seen(); open(); }
  }

  /* A page that is closed is not one that does not follow. */
  window.addEventListener('pagehide', function () {
    if (navigator.sendBeacon) navigator.sendBeacon(base + '/seen', me + ' bye');
  });
  window.addEventListener('pageshow', function (event) { if (event.persisted) open(); });
  window.addEventListener('resize', fit);
  setInterval(tick, 250);
  setInterval(recover, 1000);
  open();
  fit();
  tick();
})();
