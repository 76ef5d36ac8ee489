// The phone of a participant. ES5 and no library: phones are old. What was answered is kept here until it is
// sealed, and all of it that has not been confirmed is sent again, so that nothing hangs on a network.
(function () {
  var d = document, app = d.getElementById('app'), base = app.parentNode.getAttribute('data-base');
  var el = d.getElementById('form'), F = JSON.parse(el.textContent || el.innerHTML);
  var items = [], mine = {}, confirmed = {}, faults = {}, at = 0, isBad = false, isBusy = false, isLate = false;
  var timer, store, leave = d.getElementById('leave');

  // ---- what is kept: by kind and row the sign, the start of the program it was answered to, whether it is in ----
  function get(key) { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function put(key, text) {
    try { if (text) localStorage.setItem(key, text); else localStorage.removeItem(key); } catch (e) {}
  }
  function hasAnswers() {
    for (var key in mine) if (mine.hasOwnProperty(key)) return true;
    return false;
  }
  function save() {
    var any = hasAnswers();
    put(store, any ? JSON.stringify(mine) : '');
    if (leave && F.leave) leave.getElementsByTagName('button')[0].innerText = F.leave[any ? 1 : 0];
  }
  function forgetOthers(all) {
    try {
      for (var i = localStorage.length - 1; i >= 0; i--) {
        var key = localStorage.key(i);
        if (key.indexOf('cx:') === 0 && (all || key !== store)) localStorage.removeItem(key);
      }
    } catch (e) {}
  }
  function forgetSealed() {
    var key, keeps = false, i;
    for (key in mine) if (mine.hasOwnProperty(key)) {
      for (keeps = false, i = 0; i < F.keep.length; i++) if (key.indexOf(F.keep[i] + '|') === 0) keeps = true;
      if (!keeps || F.gone.indexOf(key) >= 0) { if (!keeps && !mine[key][2]) isLate = true; delete mine[key]; }
    }
    save();
  }

  // ---- the network: anything that does not begin as ours may come from the network itself ----
  function ask(method, path, body, then) {
    var r = new XMLHttpRequest();
    r.open(method, base + path, true);
    r.timeout = 4000;
    if (body) r.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    r.onreadystatechange = function () { if (r.readyState === 4) then(r.status, r.responseText || ''); };
    r.send(body || null);
  }
  function parsed(text) {
    try { var o = JSON.parse(text); return o && o.start ? o : null; } catch (e) { return null; }
  }
  function unsent() {
    var list = [], i, key;
    for (i = 0; i < items.length; i++) {
      key = items[i].key;
      if (mine[key] && !mine[key][2]) list.push(i);
    }
    return list;
  }
  function sendAgain(all) { // what a program that was started anew does not have
    for (var i = 0; i < items.length; i++) if (mine[items[i].key] && (all || !has(i))) mine[items[i].key][2] = 0;
  }
  function push() {
    var list = unsent(), signs = [], body = 'v=' + F.v, i, was;
    if (isBusy || !list.length) return mark();
    for (i = 0; i < list.length; i++) {
      was = mine[items[list[i]].key];
      signs.push(was[0]);
      body += '&' + (was[1] === F.start ? 'a' : 'e') + list[i] + '=' + encodeURIComponent(was[0]);
    }
    isBusy = true;
    mark();
    ask('POST', '/answers', body, function (status, text) {
      isBusy = false;
      if (status === 200 && text.split('\n')[0] === 'ok') {
        isBad = false;
        for (i = 0; i < list.length; i++) {
          was = mine[items[list[i]].key];
          if (was && was[0] === signs[i]) was[2] = 1;
        }
        save();
        refused(text.split('\n').slice(1));
        if (unsent().length) return push();
      } else if (status === 409) return renew();
      else if (status === 403) return poll();
      else isBad = true;
      mark();
    });
  }
  function refused(lines) {
    for (var i = 0; i < lines.length; i++) {
      var parts = lines[i].split('\t'), item = items[parts[0]];
      if (item) { delete mine[item.key]; faults[item.key] = parts[1]; at = +parts[0]; }
    }
    if (lines.length) { save(); draw(); }
  }
  function renew() {
    ask('GET', '/form', null, function (status, text) {
      var o = status === 200 && parsed(text);
      if (!o) return;
      if (o.seat !== F.seat || !o.ask) return location.reload();
      if (o.start !== F.start) sendAgain(true);
      F = o;
      begin();
    });
  }
  function poll() {
    ask('GET', '/state', null, function (status, text) {
      var o = status === 200 && parsed(text);
      if (status === 404) return over();
      isBad = !o;
      if (!o) return mark();
      if (o.seat !== F.seat || o.asks !== F.asks || (!F.seat && o.v !== F.v)) return location.reload();
      if (!F.seat) return;
      if (o.v !== F.v || '' + o.keep !== '' + F.keep) return renew();
      if (o.start !== F.start) sendAgain(true);
      F.start = o.start;
      F.got = o.got;
      sendAgain();
      push();
    });
  }
  function over() {
    clearInterval(timer);
    app.innerHTML = '';
    app.appendChild(tag('h1', '', F.words.gone));
    app.appendChild(tag('p', '', F.words.scan));
  }

  // ---- what is drawn ----
  function tag(name, look, text) {
    var e = d.createElement(name);
    if (look) e.className = look;
    if (text !== undefined) e.appendChild(d.createTextNode(text));
    return e;
  }
  function button(look, text, then) {
    var b = tag('button', look, text);
    b.type = 'button';
    b.onclick = then;
    return b;
  }
  function has(i) { for (var k = 0; k < F.got.length; k++) if (F.got[k] === i) return true; return false; }
  function isDone(i) { return !!mine[items[i].key] || has(i); }
  function firstOpen(from) { while (from < items.length && isDone(from)) from++; return from; }
  function mark() {
    var m = d.getElementById('mark'), w = F.words;
    if (!m) return;
    m.className = isBad ? 'bad' : unsent().length ? '' : 'ok';
    m.innerHTML = '';
    m.appendChild(d.createTextNode(isBad ? (unsent().length ? w.kept : w.silent) : unsent().length ? w.sending : w.sent));
  }
  function load() {
    try { mine = JSON.parse(get(store)) || mine; } catch (e) {}
  }
  function keep(sign) {
    load(); // another tab may have changed another answer
    mine[items[at].key] = [sign, F.start, 0];
    isLate = false;
    delete faults[items[at].key];
    save();
    at = firstOpen(at + 1);
    if (at >= items.length) at = firstOpen(0);
    draw();
    push();
  }
  function head() {
    var bar = tag('div', 'bar'), m = tag('b'), pips = tag('div', 'pips'), n = 0, i, e;
    m.id = 'mark';
    bar.appendChild(m);
    for (i = 0; i < items.length; i++) {
      if (isDone(i)) n++;
      e = tag('i', i === at ? 'now' : isDone(i) ? 'done' : '');
      e.style.width = (100 / items.length - 1) + '%';
      pips.appendChild(e);
    }
    bar.appendChild(d.createTextNode(n + ' / ' + items.length));
    app.appendChild(bar);
    app.appendChild(pips);
  }
  function choices(section, sign) {
    var options = section[6], many = options.length > 7, people = tag('div', many ? 'two' : ''), others = tag('div', many ? 'two other' : '');
    for (var i = 0; i < options.length; i++) (function (o) {
      var to = many && !o[2] && others.named ? others : people;
      if (o[2]) others.named = true;
      to.appendChild(button(sign === o[0] ? 'on' : '', o[1], function () { keep(o[0]); }));
    })(options[i]);
    app.appendChild(people);
    if (others.firstChild) app.appendChild(others);
  }
  function number(section, item, sign) {
    var box = tag('input'), line = tag('p');
    // the keys for figures lack a minus on some phones
    if (section[5][item.row][2].indexOf('\u2212') < 0) box.setAttribute('inputmode', 'decimal');
    box.setAttribute('autocomplete', 'off');
    box.value = sign || '';
    line.appendChild(box);
    line.appendChild(d.createTextNode(' ' + section[5][item.row][2]));
    app.appendChild(line);
    if (faults[item.key]) app.appendChild(tag('p', 'warn', faults[item.key]));
    function done() { if (box.value.replace(/\s/g, '')) keep(box.value); }
    box.onkeydown = function (e) { if ((e || event).keyCode === 13) done(); };
    app.appendChild(button('', F.words.keep, done));
  }
  function dots(section, sign) {
    var rows = section[5], counts = [], left = section[7], line = tag('p', 'small'), list = tag('div'), i, found;
    for (i = 0; i < rows.length; i++) {
      found = (' ' + (sign || '') + ' ').indexOf(' ' + rows[i][0] + ':');
      counts.push(found < 0 ? 0 : +(' ' + sign).charAt(found + rows[i][0].length + 2));
      left -= counts[i];
    }
    function show() {
      line.innerHTML = list.innerHTML = '';
      line.appendChild(d.createTextNode(F.words.left + ' ' + left));
      for (var k = 0; k < rows.length; k++) (function (k) {
        list.appendChild(button(counts[k] ? 'on' : '', ['', '\u25cf ', '\u25cf\u25cf '][counts[k]] + rows[k][1], function () {
          if (counts[k] < 2 && left > 0) { counts[k]++; left--; } else { left += counts[k]; counts[k] = 0; }
          show();
        }));
      })(k);
    }
    show();
    app.appendChild(line);
    app.appendChild(list);
    app.appendChild(button('', F.words.keep, function () {
      var signs = [];
      for (var k = 0; k < rows.length; k++) signs.push(rows[k][0] + ':' + counts[k]);
      keep(signs.join(' '));
    }));
  }
  function allIn() {
    var list = tag('ul');
    app.appendChild(tag('h1', '', F.words.all_in));
    app.appendChild(tag('p', '', F.words.change));
    for (var i = 0; i < items.length; i++) (function (i) {
      var line = tag('li');
      line.appendChild(button('', '\u2713 ' + items[i].words, function () { at = i; draw(); }));
      list.appendChild(line);
    })(i);
    app.appendChild(list);
  }
  function draw() {
    app.innerHTML = '';
    if (isLate) app.appendChild(tag('p', 'warn', F.words.late));
    if (!items.length) {
      app.appendChild(tag('h1', '', F.words.wall));
      app.appendChild(tag('p', 'small', F.words.moves));
      return;
    }
    head();
    if (at >= items.length) allIn();
    else {
      var item = items[at], section = F.ask[item.section], sign = mine[item.key] ? mine[item.key][0] : '';
      app.appendChild(tag('h1', '', item.words));
      app.appendChild(tag('p', 'small', section[3] + ' ' + section[4]));
      if (section[1] === 'choice') choices(section, sign);
      else if (section[1] === 'number') number(section, item, sign);
      else dots(section, sign);
      var isAll = firstOpen(0) >= items.length;
      if (isAll || at > 0) app.appendChild(button('quiet', F.words.back, function () {
        at = isAll ? items.length : at - 1;
        draw();
      }));
    }
    mark();
    if (window.scrollTo) scrollTo(0, 0);
  }

  function begin() {
    var was = at < items.length ? items[at].key : '', i, k;
    items = [];
    for (i = 0; i < F.ask.length; i++) {
      var section = F.ask[i], rows = section[1] === 'dots' ? [['', section[2]]] : section[5];
      for (k = 0; k < rows.length; k++) {
        items.push({ section: i, row: k, key: section[0] + '|' + rows[k][0], words: rows[k][1] });
      }
    }
    at = firstOpen(0);
    for (i = 0; was && i < items.length; i++) if (items[i].key === was && !isDone(i)) at = i;
    sendAgain();
    forgetSealed();
    draw();
    push();
  }
  if (leave) leave.onsubmit = function () {
    if ((hasAnswers() || F.waits) && !confirm(F.words.leave)) return false;
    leave.action += '?sure=1';
    forgetOthers(true);
  };
  if (F.out) forgetOthers(true);
  if (F.seat && F.ask) {
    store = 'cx:' + base + ':' + F.seat;
    load();
    forgetOthers(false);
    begin();
  }
  timer = setInterval(poll, 3000);
})();
