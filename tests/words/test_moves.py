"""Each move: sentences that make it, and near misses that do not.

All sentences are made up for these tests; the expected values were set by hand.
"""

import pytest

from disclosure.words.moves import MOVES, detect, detect_all

MAKES: dict[str, list[str]] = {
    "WHAT": [
        "We are dealing with a cyber incident.",
        "Someone tried to get into some of our systems.",
        "There was an attempt to interfere with our website.",
        "We have a problem with our card machines.",
        "Cyber incident at Harcourt & Vale plc",
        "We are dealing with problems with our website.",
        "We are dealing with the theft and publication of payroll data.",
    ],
    "WHEN": [
        "Contactless has not worked since Saturday 19 April.",
        "Our website has been slow from the morning of 23 October.",
        "It happened between 02:00 and 06:30 on 16 March.",
        "The problem began on Friday evening.",
        "We have been dealing with this over the past few days.",
        "We detected it on Sunday 31 August.",
        "Someone was in a system with orders from November 2018 to October 2020.",
    ],
    "CONTAIN": [
        "We disconnected part of our network.",
        "We have withdrawn access to some systems.",
        "We took further action to protect our network.",
        "We made temporary changes to the way our stores work.",
        "We isolated the order system on 19 April.",
        "We have been taking action to keep data safe.",
        "We have had the data removed from the website within hours.",
        "We have been assured by the provider that it has disabled the server.",
    ],
    "MINIMISE": [
        "We made some minor changes.",
        "There is a small effect on our call centre.",
        "You may notice limited delays.",
        "Only a few customers had trouble.",
        "There has been very little disruption.",
    ],
    "APOLOGY": [
        "We are sorry for the trouble this causes.",
        "We apologise to everyone who had a wasted journey.",
        "Please accept our apologies.",
        "We regret the disruption to your order.",
    ],
    "SERV_OK": [
        "Our website and app were working at 13:30 on 22 April.",
        "Our stores are open.",
        "The website and app are working as of 14:00 on 22 April.",
        "Stores: open.",
        "You can still shop in every store.",
        "Our funeral homes are not affected.",
        "Open or working as of 13:30 on 22 April: our stores and our website.",
        "Imports: working at 15:00 on 11 January, with delays.",
        "We believe that trade with our customers was working at 07:00 on 30 January.",
    ],
    "SERV_AFF": [
        "Problems at 13:30 on 22 April:",
        "Contactless payment is not working in our stores.",
        "Click and Collect orders are delayed.",
        "Customers cannot change or cancel an order.",
        "Gift cards: not working in some stores.",
        "We have paused online orders.",
        "There are problems with our call centre.",
        "Problems as of 09:30 on 24 October:",
        "Gift cards: customers report problems.",
        "Production in two countries: stopped.",
    ],
    "EXPERTS": [
        "External cyber security experts are helping us.",
        "We have brought in outside specialists.",
        "Specialists are checking our order systems.",
        "An independent forensic firm has been appointed.",
        "We have engaged specialist technical partners.",
    ],
    "AUTH": [
        "We have told the Information Commission.",
        "The National Cyber Security Centre has been informed.",
        "We reported this to the ICO on 20 April.",
        "We are working with the relevant authorities.",
    ],
    "PRIORITY": [
        "Our priority is to look after customers.",
        "We work to keep customer data safe.",
        "Your trust matters most to us.",
        "The people who depend on us come first.",
    ],
    "UPDATE": [
        "We will give our next update by 17:00.",
        "Next update: 17:00 today.",
        "We will say what we know by 18:00, even if the answer is still not known.",
        "A further announcement will be made on 25 April.",
        "We will tell you more tomorrow.",
    ],
    "DATA_UNKNOWN": [
        "Is personal data involved? Not yet known.",
        "We do not yet know whether personal data is involved.",
        "It is not yet known which customer data may be affected.",
        "Whether any data was copied is not yet clear.",
        "Number of people affected: not yet known.",
        "We can\u2019t yet say if your data was taken.",
        "We are still checking whether data was reached.",
        "Customers: we do not yet know whether bank or payment card details were taken.",
        "Members: we do not yet know whether official documents were seen.",
    ],
    "DATA_NONE": [
        "We have found no sign so far that customer data was affected.",
        "There is no evidence that any data has been compromised.",
        "We have no reason to believe that customer data was accessed.",
        "Customer data was not affected.",
    ],
    "DATA_TAKEN": [
        "Some customer data was taken.",
        "The attackers copied names and email addresses.",
        "Your contact details may have been accessed.",
        "Data taken: names, dates of birth and order history.",
    ],
    "DATA_COUNT": [
        "The data of about 1.2 million customers is involved.",
        "Number of people affected: 1,450.",
        "About 6,500 people had their details copied.",
    ],
    "DATA_EXCL": [
        "Passwords were not taken.",
        "The files do not include card details.",
        "No bank details were accessed.",
        "Payment data is held on separate systems.",
        "Addresses were published. No customer data is among it.",
    ],
    "DATA_MISUSE": [
        "We have seen no sign that the data has been shared or published.",
        "There is no evidence of fraud.",
    ],
    "FIN_UNKNOWN": [
        "We do not yet know the financial effect.",
        "It is too early to estimate the cost.",
        "The effect on trading has not yet been assessed.",
        "We cannot yet say what this means for our sales.",
    ],
    "FIN_NONE": [
        "We do not expect a material effect on our results.",
        "No material financial impact is expected.",
    ],
    "FIN": [
        "We expect a cost of about £12 million this year.",
        "The incident reduced operating profit by £3m.",
    ],
    "NO_ETA": [
        "No end date yet.",
        "We cannot yet say when Click and Collect will be back.",
        "We do not have a date for the return of online orders.",
        "Expected return: no date yet.",
        "We don't know when the website will work again.",
    ],
    "ETA": [
        "We expect contactless to be working by Friday.",
        "Online orders will be back on 25 April.",
        "Expected return: 25 April.",
    ],
    "CONTACT": [
        "Call us on 0800 555 0199.",
        "Investor questions: investors@harcourtvale.example.",
        "Please contact our customer services team.",
        "Speak to your line manager.",
        "You can reach us on 020 7946 0000.",
        "Our number from abroad is +44 20 7946 0000.",
    ],
    "ACT_NONE": [
        "No action is needed.",
        "You do not need to do anything.",
        "There is nothing you need to do differently at this point.",
        "You don't need to contact us.",
    ],
    "ACT_ASK": [
        "Please wait for our message before you travel.",
        "Bring another way to pay.",
        "Before you set out, check that your store is open.",
        "You should change your password.",
        "We ask you to watch for unusual messages.",
        "Please do not post parcels to other countries for now.",
    ],
    "WORKAROUND": [
        "Click and Collect: please wait for our message before you travel.",
        "Please pay by chip and PIN or cash.",
        "Use our stores instead.",
        "Please work from a company location.",
        "Bring another way to pay.",
        "We are taking orders by hand.",
        "For now, please wait for our message before you travel.",
    ],
    "THANKS_STAFF": [
        "We thank our colleagues for their hard work.",
        "Thank you for everything you are doing in our stores.",
        "We are grateful to the teams who worked through the night.",
    ],
    "THANKS_CUST": [
        "Thank you for your patience.",
        "We thank our customers and members.",
        "We are grateful to our suppliers for their support.",
    ],
    "STAFF_INSTR": [
        "Tell customers: please wait for our message.",
        "Keep cameras on in every online meeting.",
        "Do not post about this on social media.",
        "Refer questions from journalists to the press office.",
        "Tell customers that chip and PIN works.",
        "Do not use the VPN.",
        "Colleagues must not record calls.",
        "We ask all colleagues to do this:",
    ],
    "LIMIT": [
        "When you speak for us, please keep to the section for customers.",
        "We cannot say more because the police are investigating.",
        "Please do not go beyond this text.",
        "This is all we can say for now.",
        "We are not able to give further details.",
        "Emails and texts: we cannot send them yet.",
    ],
    "BACKGROUND": [
        "You may have seen reports of attacks on other retailers.",
        "Meridian is a member-owned society with shops across the country.",
        "Another retailer was attacked last week.",
    ],
    "INVEST": [
        "We are investigating what happened.",
        "We are checking whether they succeeded.",
        "We are trying to find out how this happened.",
        "Our systems are being examined.",
    ],
    "SUPPLIER": [
        "Please keep delivering to your agreed slots.",
        "Suppliers should send invoices as usual.",
        "We will pay invoices on the agreed dates.",
    ],
    "CAUSE": [
        "This caused problems with the search function on our site.",
        "The outage was caused by an error in an overnight update.",
        "The cause was a fault at a supplier.",
        "The disruption comes from problems with the search on our website.",
        "We believe that there was no penetration of our systems from outside.",
    ],
    "RESTORE": [
        "Our website is back.",
        "We are working to restore online orders.",
        "We have restored the app.",
        "The search function is working again.",
    ],
    "POLICE": ["We have told the police.", "The National Crime Agency is involved."],
    "NOTIFY_IND": [
        "We will contact you directly if your data is involved.",
        "We are writing to everyone affected.",
        "Deliveries: please wait for us to contact you to rebook.",
        "We are writing to you because data that we hold about colleagues was taken.",
    ],
    "SUPPORT": [
        "We offer twelve months of credit monitoring.",
        "You will get a full refund.",
        "We have extended the time for returns by 14 days.",
        "A voucher will be added automatically.",
    ],
    "NEVER_ASK": [
        "We will never ask for your password.",
        "We will not ask you for your PIN.",
    ],
    "CORRECT": [
        "We now know that staff data is also involved.",
        "We said on Monday that the website worked; that is no longer true.",
        "The number is higher than we first said.",
        "What we say here replaces that.",
    ],
    "PRIOR_REF": [
        "We said earlier that we saw no reason to believe that data was affected.",
        "Further to our announcement of 22 April, we can give more details.",
        "In our earlier statement we listed five services.",
    ],
    "MAR": ["This announcement contains inside information."],
    "RANSOM": ["We have not paid a ransom.", "We have not been contacted by the attackers."],
    "ATTRIB": [
        "Criminals attacked our systems.",
        "A group calling itself by a made-up name has claimed responsibility.",
    ],
    "DETECT": [
        "We became aware of this on Saturday 19 April.",
        "Our monitoring detected unusual activity.",
        "Discovered: 19 April, 09:30.",
        "Aware of a personal data breach: 09:10 on 19 April 2025 (London time).",
        "It came to light through our own monitoring.",
    ],
    "SCOPE": ["Only some of our stores have the problem.", "About 4% of our customers use it."],
    "REMEDIATE": ["We are strengthening our checks.", "We will learn lessons from this."],
    "OUTLOOK": [
        "Our guidance for the year is unchanged.",
        "The outlook remains as set out in May.",
    ],
    "INSURE": ["We expect insurance to cover part of this.", "We have told our insurers."],
    "SAFETY": ["Nobody was hurt.", "Patient safety is not at risk."],
    "NOT_CYBER": [
        "This is not a cyber attack.",
        "The outage was not caused by a security incident.",
    ],
}

NEAR_MISSES: dict[str, list[str]] = {
    "WHAT": [
        "We have not yet assessed the financial effect of the cyber incident.",
        "Cyber security experts are helping us.",
        "This is not a cyber attack.",
        "We are sorry for the loss of time.",
    ],
    "WHEN": [
        "The website works as at 14:00 on 22 April.",
        "Lines are open between 08:00 and 20:00.",
        "We cannot say when this started.",
        "Deliveries will restart from Saturday 26 April.",
        "Gift cards bought in November 2018 are still good.",
    ],
    "CONTAIN": [
        "This announcement contains inside information.",
        "The incident is not yet contained.",
        "Take these steps to protect yourself from fraud.",
        "We removed gift cards from our shelves.",
    ],
    "MINIMISE": [
        "The problem is limited to our website.",
        "Harcourt Stores Limited is part of the group.",
        "We know this matters to every customer.",
    ],
    "APOLOGY": [
        "Thank you for your patience.",
        "We regret to announce a change to our timetable.",
        "Beware of emails that apologise for an error on your account.",
    ],
    "SERV_OK": [
        "Our cafes are not open.",
        "We do not know whether the tills are working.",
        "Specialists are working on the website.",
        "Email addresses were not affected.",
        "Our teams were working at 02:00 on 16 March.",
    ],
    "SERV_AFF": [
        "Our stores are not affected.",
        "We cannot yet say when online orders will be back.",
        "We will write to customers who are affected.",
        "Email addresses and order history were affected.",
        "Names and addresses: we do not yet know.",
    ],
    "EXPERTS": [
        "Our own IT team is checking the systems.",
        "Ask an independent financial adviser.",
        "We have not yet engaged outside experts.",
        "We thank our retail partners.",
    ],
    "AUTH": [
        "You can complain to the Information Commission.",
        "Follow the advice of the National Cyber Security Centre.",
        "We have not yet told the regulator.",
    ],
    "PRIORITY": [
        "Priority slots are not available.",
        "To keep your account safe, change your password.",
        "We have been taking action to keep data safe.",
    ],
    "UPDATE": [
        "We have told the Information Commission.",
        "The fault came with an overnight software update.",
        "We will tell you if your data is involved.",
    ],
    "DATA_UNKNOWN": [
        "Some customer data was taken.",
        "We do not yet know the cause.",
        "We cannot yet say when the website will be back.",
    ],
    "DATA_NONE": [
        "We said earlier that we saw no reason to believe that data was affected.",
        "We have not yet confirmed that no data was taken.",
        "Passwords were not taken.",
        "There is no evidence that the data has been shared.",
    ],
    "DATA_TAKEN": [
        "Is personal data involved? Not yet known.",
        "We do not yet know whether personal data is involved.",
        "We have found no sign so far that customer data was affected.",
        "No card data was taken.",
        "We will write to you if your data was taken.",
        "Personal data breach report: Harcourt & Vale plc",
    ],
    "DATA_COUNT": [
        "We employ about 70,000 people.",
        "Number of people affected: not yet known.",
    ],
    "DATA_EXCL": [
        "Do not share your password.",
        "We do not yet know whether card details were taken.",
    ],
    "DATA_MISUSE": [
        "There is no evidence that data was accessed.",
        "Do not share this message.",
    ],
    "FIN_UNKNOWN": [
        "We do not expect a material effect on our results.",
        "We do not yet know the cause.",
        "Told: the Financial Conduct Authority (financial regulator); time still to be confirmed.",
    ],
    "FIN_NONE": [
        "We do not yet know whether there is a material effect on our results.",
        "No action is needed.",
    ],
    "FIN": [
        "Customers get £10 off their next shop.",
        "It is too early to estimate the cost.",
    ],
    "NO_ETA": [
        "We do not yet know when our next update will come.",
        "We expect contactless to be back by Friday.",
        "We do not yet know whether personal data is involved.",
        "We will update you as soon as we can.",
    ],
    "ETA": [
        "We cannot yet say when Click and Collect will be back.",
        "We will give our next update by 17:00.",
    ],
    "CONTACT": [
        "You do not need to contact us.",
        "We will contact you directly if your data is involved.",
        "We cannot email customers at present.",
        "Contactless payment: works only some of the time.",
    ],
    "ACT_NONE": [
        "Please wait for our message before you travel.",
        "You need to choose a new password.",
    ],
    "ACT_ASK": [
        "No action is needed.",
        "You do not need to change your password.",
        "Please accept our apologies.",
        "Our stores are open.",
        "Customers: order history; this data was seen.",
        "Please do not post about this.",
    ],
    "WORKAROUND": [
        "Click and Collect: please do not travel yet.",
        "You cannot pay by card.",
        "No workaround is known.",
        "Teams are working on the payment system.",
        "For now, please do not travel.",
    ],
    "THANKS_STAFF": [
        "Thank you for your patience with our colleagues.",
        "Our colleagues are working to restore the website.",
        "We thank our customers.",
    ],
    "THANKS_CUST": [
        "We thank our colleagues.",
        "Thank you for helping our customers.",
        "We are sorry for the trouble to our customers.",
    ],
    "STAFF_INSTR": [
        "Do not share your password with anyone.",
        "We will tell customers more tomorrow.",
        "Please wait for our message before you travel.",
    ],
    "LIMIT": [
        "We cannot yet say when the website will be back.",
        "We cannot yet say whether data was taken.",
        "You cannot order online.",
        "Emails and texts: sent as planned.",
    ],
    "BACKGROUND": ["We are dealing with a cyber incident.", "This is not a charity scam."],
    "INVEST": [
        "We cannot say more because of the police investigation.",
        "Please check your account.",
        "The website is back.",
        "An attempt is established so far.",
    ],
    "SUPPLIER": ["We thank our suppliers.", "Your delivery will be late."],
    "CAUSE": [
        "We do not yet know the cause.",
        "We are sorry for the trouble this has caused.",
        "We are investigating the cause.",
        "Experts from outside help us.",
    ],
    "RESTORE": [
        "We cannot yet say when Click and Collect will be back.",
        "The website has not yet been restored.",
        "We expect contactless to be back by Friday.",
        "Our next update has no fixed time yet.",
    ],
    "POLICE": ["Report fraud to the police.", "We have told the Information Commission."],
    "NOTIFY_IND": [
        "We will tell you more tomorrow.",
        "Please contact us if you are affected.",
        "Please wait for the next update.",
    ],
    "SUPPORT": ["Refunds are not available in our stores.", "Thank you for your support."],
    "NEVER_ASK": ["We ask you to change your password.", "The app never worked on old phones."],
    "CORRECT": ["The details are correct as at 14:00.", "We will say more tomorrow."],
    "PRIOR_REF": ["Our next update will be at 17:00.", "We will make a statement on 25 April."],
    "MAR": ["The shop opened on 12 Mar.", "The file contains customer information."],
    "RANSOM": ["Contact our press office.", "Demand for deliveries is high."],
    "ATTRIB": ["Criminals may try to use this news.", "We do not know who did this."],
    "DETECT": ["We have found no sign of a loss.", "The cause has not been identified."],
    "SCOPE": [
        "All stores are open.",
        "Use only our official website.",
        "Contactless payment: works only some of the time.",
    ],
    "REMEDIATE": ["We are checking our systems.", "Our stores are open."],
    "OUTLOOK": ["Follow the guidance on our website.", "Our results centre is closed."],
    "INSURE": [
        "National insurance numbers were not taken.",
        "Our insurance business is open.",
    ],
    "SAFETY": ["We keep customer data safe.", "The safe in the office is locked."],
    "NOT_CYBER": [
        "We do not know whether this is a cyber attack.",
        "We cannot yet rule out a cyber attack.",
    ],
}


def _rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(code, sentence) for code, sentences in table.items() for sentence in sentences]


@pytest.mark.parametrize(("code", "sentence"), _rows(MAKES))
def test_a_sentence_that_makes_the_move_is_seen(code: str, sentence: str) -> None:
    assert code in detect(sentence)


@pytest.mark.parametrize(("code", "sentence"), _rows(NEAR_MISSES))
def test_a_near_miss_is_left_alone(code: str, sentence: str) -> None:
    assert code not in detect(sentence)


def test_every_move_has_a_description_and_sentences_on_both_sides() -> None:
    assert len(MOVES) == 51
    assert set(MAKES) == set(NEAR_MISSES) == set(MOVES)
    assert all(move.description.endswith(".") for move in MOVES.values())


# The whole set of moves of a sentence, where a confusion would be costly.
@pytest.mark.parametrize(
    ("sentence", "moves"),
    [
        ("We do not yet know whether personal data is involved.", {"DATA_UNKNOWN"}),
        ("No action is needed.", {"ACT_NONE"}),
        ("We have told the Information Commission.", {"AUTH"}),
        ("We cannot yet say when Click and Collect will be back.", {"NO_ETA"}),
        ("We will give our next update by 17:00.", {"UPDATE"}),
        ("We do not yet know the financial effect.", {"FIN_UNKNOWN"}),
        ("Passwords were not taken.", {"DATA_EXCL"}),
        ("The website and app are working as at 14:00 on 22 April.", {"SERV_OK"}),
        ("Bring another way to pay.", {"ACT_ASK", "WORKAROUND"}),
        ("We have paused online orders.", {"CONTAIN", "SERV_AFF"}),
        ("Keep cameras on in every online meeting.", {"STAFF_INSTR"}),
        ("Please do not go beyond this text.", {"LIMIT"}),
        (
            "We do not yet know whether data was taken, but the website is back.",
            {"DATA_UNKNOWN", "RESTORE"},
        ),
        ("We do not know yet when ordering tools will be back.", {"NO_ETA"}),
        ("Our website has not been working properly.", {"SERV_AFF"}),
        ("Next update: 18:00, even if nothing has changed.", {"UPDATE"}),
        ("Thank you to our colleagues, who look after customers.", {"THANKS_STAFF"}),
        ("We cannot tell you more than our customers.", {"LIMIT"}),
        ("Categories of data: not yet established.", {"DATA_UNKNOWN"}),
        ("Harcourt & Vale plc", set()),
        ("", set()),
    ],
)
def test_a_sentence_makes_these_moves_and_no_others(sentence: str, moves: set[str]) -> None:
    assert detect(sentence) == moves


def test_a_text_makes_the_moves_of_all_its_sentences() -> None:
    assert detect_all(["Our stores are open.", "We are sorry."]) == {"SERV_OK", "APOLOGY"}
    assert detect_all([]) == frozenset()
