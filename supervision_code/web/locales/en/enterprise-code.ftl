# My code.

enterprise-code-title = My code
enterprise-code-tip = Turn up the brightness and let the officer scan it.
enterprise-code-still = This code is good for 60 seconds. If it cannot be scanned, refresh it or use the code for the wall below.
enterprise-code-refresh = Refresh this code
enterprise-code-static = Code for the wall
enterprise-code-static-note = Print, download
enterprise-code-static-text = Version { $generation }, issued { $day }. Hang it up at the door or the counter, for when no phone is at hand.
enterprise-code-poster = Download the A4 poster (PDF)
enterprise-code-svg = Download the drawing (SVG)
enterprise-code-png = Download the picture (PNG)
enterprise-code-renew = The poster is lost or damaged, or somebody may misuse it
enterprise-code-renew-way = Replace the code
enterprise-code-file = supervision-code-{ $tail }-v{ $generation }
enterprise-code-none = Your code has not been issued yet
enterprise-code-none-text = It will appear here as soon as it is. Until then show your business licence: officers can scan the code on it.
enterprise-code-reissued = The new code, version { $generation }, is in force. Print a new poster; the old one no longer works.

enterprise-reissue-title = Replace the code
enterprise-reissue-warning = Posters and pictures of version { $generation } stop working at once and have to be printed again. The live code on the phone changes by itself.
enterprise-reissue-reason = Why
enterprise-reissue-reason-missing = Choose a reason.
reissue-reason-lost = The poster is lost
reissue-reason-damaged = The poster is damaged
reissue-reason-misused = Somebody may misuse it
reissue-reason-other = Another reason
enterprise-reissue-more = More about it
enterprise-reissue-submit = Replace it, end the old one
