// Runs before the first paint, so that a chosen theme never flashes; everything else waits for clearance.js.
// "scripted" lets the style sheet hide what only serves people without a script, and the other way round.
document.documentElement.classList.add('scripted');
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* storage may be refused; the system's choice stands */ }
