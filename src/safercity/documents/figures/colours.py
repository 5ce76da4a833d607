"""The design's colours. Shade never stands alone: a number, word or pattern goes with it."""

INK = "#16202A"
INK_2 = "#47535E"
EDGE = "#7C8891"
RULE = "#D5DADD"
PAPER = "#FFFFFF"
GROUND = "#F4F3EE"
FOCUS = "#FFD400"
STEPS = ("#EDF1EE", "#CFDFDA", "#9FC4C1", "#64A0A8", "#2F7188", "#10425A")
TEXT_ON_STEP = (INK, INK, INK, INK, PAPER, PAPER)
FONT = "'Source Sans 3', 'Source Sans 3 Variable', system-ui, 'Segoe UI', Arial, sans-serif"
