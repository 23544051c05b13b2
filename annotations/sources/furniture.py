"""The lines that English news sites put around and between an article's own, as patterns of whole lines."""

import re

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_CLOCK = r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[a-z]{2,4})?"
_DAY = (
    rf"(?:(?:\w{{3,6}}day|mon|tue|wed|thu|fri|sat|sun),? )?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}"
    rf"(?:st|nd|rd|th)?),?(?: \d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}"
)
_AGO = r"(?:\d+|a few|one|an|a) (?:minutes?|mins?|hours?|hrs?|days?) ago"
_GAP = r"[ ,|•·–-]+"
_NAME = r"(?-i:[^\W\d_a-zà-ÿ][\w.'’-]*(?: (?:[a-z]{1,3} )?[^\W\d_a-zà-ÿ][\w.'’-]*){1,5})"
_NETWORK = (
    r"(?:twitter|x|facebook|instagram|threads|bluesky|mastodon|linkedin|tiktok|youtube|telegram|whatsapp|google news"
    r"|flipboard|reddit|pinterest|messenger)"
)
_SHARING = rf"(?:share|tweet|pin|print|save|copy link|copy|e-?mail|comments?|{_NETWORK})"
_POINTER = r"(?:more|also|next|on|read|now|here|to|stories|story|articles?|content|topics?|coverage|from|this|about)"
_MAIL = r"(?:newsletters?|inbox|e-?mail (?:alerts?|address|updates?)|(?:daily|weekly|morning) (?:briefing|e-?mail))"
_PIECES = r"(?:stories|story|articles|news|headlines|coverage|videos?|posts|reads|reading|content|topics|links)"


def _lines(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


OPENING = _lines(
    rf"(?:by|written by|reported by|analysis by|story by)[: ] ?{_NAME}(?:(?:,| and| \||,? in|,? for) .{{1,60}})?",
    rf"(?:first |last )?(?:published|updated|posted|modified)(?: on| at|:)* ?(?:{_DAY}|{_CLOCK}|{_AGO}).{{0,40}}",
    rf"(?:{_DAY})(?:{_GAP}(?:at )?{_CLOCK})?(?:{_GAP}.{{0,30}})?",
    rf"{_CLOCK}(?:{_GAP}(?:{_DAY}))?",
    rf"{_AGO}|\d+ (?:comments?|shares?|views?)",
    r"(?:reading|read) time:?.{0,20}|\d+[ -]min(?:ute)?s?(?: read| listen)?",
    r"exclusive|breaking|opinion|analysis|news|live|updated",
)
"""Bylines, dates, reading times and labels before the text."""

UNWANTED = _lines(
    rf"(?:read|see|watch|listen|also|more|related|recommended|explore)(?: {_POINTER})*"
    r"(?: ?[:|»›>→].*| [–—-] .*(?<!\.))?",
    r"[- ]*(?:advertisement|sponsored(?: content)?|advertorial|promoted(?: content)?|paid content|ad)"
    r"(?: ?[-–—:]? ?(?:story|article|content)? ?continues (?:below|after).*)?[-: ]*",
    r"(?:story|article|content|text) continues (?:below|after|under).*|continue reading.*",
    r"skip (?:past|to|ad).*|scroll (?:down )?(?:to|for) continue.*|loading\W*|please wait\W*",
    r"(?:this|your) (?:video|browser)\b.{0,40}(?:not support|play|javascript).*|.{0,40}enable javascript.*",
    r"(?:please )?(?:click|tap) here\b.*",
    rf"(?:sign up|subscribe|register|join|get|enter)\b.*\b{_MAIL}\b.*",
    r".*\b(?:delivered|straight|sent|directly|direct) to your inbox.*",
    r"(?:sign up|subscribe|log ?in|register)(?: (?:here|now|today|for free))?\W*",
    r".*\bby (?:signing|subscribing) up,? .*\b(?:privacy|terms|receive).*",
    r".*\b(?:privacy (?:policy|notice)\b.*\bterms|terms of (?:service|use)\b.*\bprivacy)\b.*",
    rf"(?:you can )?(?:also )?(?:follow|like|find|join) .{{0,40}}\bon {_NETWORK}\b.*",
    rf"{_SHARING}(?:[ ,|/&•·]+(?:and|this|on|via|article|story|page|link|post|\d+|{_SHARING}))*:?",
    r"click to (?:share|print|e-?mail)\b.*|like this:?|like loading\W*|view all (?:posts|articles|stories)\b.*",
    r"(?:show|view|see|hide|read|load)(?: all| more)?(?: \(?\d+\)?)? comments(?: \(\d+\))?",
    r"(?:play(?: video)?|replay|now playing|up next|expand|collapse|show (?:more|less)|back to top)",
    r"posted (?:by|in|under) .{1,80}(?<![.!?])|tagged(?: with)?:? .{1,120}(?<![.!?])",
    r"(?:photo|image|picture|video|graphic|illustration|photograph)s?(?: (?:credit|by|courtesy|source))* ?[:/©].*",
    r"(?:credit|image credit)s? ?:.*",
    r"(?:©|\(c\)|copyright (?:©|\(c\)|\d)).*|.*\ball rights reserved\W*",
    r"(?:download|get) (?:our|the) .{0,30}\bapp\b.*|(?:already )?(?:a )?(?:subscriber|member)\?.*",
    r"(?:tags|topics|filed under|categories|keywords) ?:.*",
    r"(?:have you got|do you have|send us|got) (?:a |any |your )?(?:story|stories|tips?|news tips?)\b.*",
    r"(?:to report (?:an error|a typo)|report (?:a )?(?:typo|error|correction)).*",
    r"this (?:article|story) is for .*subscribers.*|to (?:continue|keep) reading.*|unlock this (?:article|story).*",
    r"subscribe (?:now )?to (?:continue|keep|read|unlock).*|create (?:a )?(?:free )?account to.*",
)
"""Pointers, advertisements, invitations and captions anywhere."""

_AGENCY = (
    r"(?:getty images?|shutterstock|ap photo|associated press|afp|reuters|istock|alamy|epa-efe|epa|pa wire|bloomberg"
    r"|zuma(?: press)?|xinhua)"
)
_PICTURE = r"(?:file )?(?:photo|image|picture|photograph|illustration|credit)s?"
CREDIT = re.compile(
    rf"(?:\(|/|\||\bvia |©|: ?|[.”\"] |^)(?:the )?{_AGENCY}(?:(?:/| via )[^.]{{1,40}})?[.)\]]*$"
    rf"|\((?:{_PICTURE}(?: by| courtesy of|:)|courtesy(?: of|:)?|screen(?:shot|grab)|{_AGENCY}/)[^()]{{0,80}}\)\.?$"
    rf"|(?:^|[.”\")] ){_PICTURE}(?: by [A-Z]|(?: credit)?:)[^.]{{2,60}}$"
    r"|\bfile photo\W*$",
    re.IGNORECASE,
)
"""How a caption ends."""

CLOSING = _lines(
    rf"(?:related|recommended|more|other|latest|trending|popular|top|our|editors?['’]s?)(?: \w+){{0,2}} {_PIECES}",
    r"more from .*|more on this .*|more in \w+|also (?:read|on|in) .*|(?:read|up|what to read) next|don.t miss",
    r"most (?:read|viewed|popular|shared|commented)\b.*|you (?:may|might) (?:also )?(?:like|enjoy|be interested)\b.*",
    r"related|recommended(?: for you)?|trending(?: now)?|sponsored.*|from (?:around )?the web|newsletters?|follow us.*",
    r"comments?(?: \(?\d+\)?)?|(?:leave|post|add) a (?:comment|reply)|join the (?:conversation|discussion).*",
    r"(?:about|meet) the authors?|share this.*|tags|topics|contact us.*",
)
"""Headings behind which the article is over."""
