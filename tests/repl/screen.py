"""The part of a terminal that line editing needs: text in cells, a cursor,
and the control sequences that move it. Lines that leave the top are kept."""

import unicodedata


def cells(char):
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Screen:
    def __init__(self, columns):
        self.columns = columns
        self.lines = [[]]
        self.row = self.column = 0
        self.pending = ""

    def text(self):
        """What a person sees, without blanks at the ends of lines."""
        return "\n".join("".join(line).rstrip() for line in self.lines)

    def line(self):
        return "".join(self.lines[self.row]).rstrip()

    def feed(self, text):
        text = self.pending + text
        self.pending = ""
        i = 0
        while i < len(text):
            if text[i] != "\x1b":
                self.char(text[i])
                i += 1
                continue
            end = self.sequence(text, i)
            if end is None:
                self.pending = text[i:]
                return
            i = end

    def sequence(self, text, i):
        """Acts on the control sequence at I; its end, or None when it is not
        whole yet."""
        if i + 1 >= len(text):
            return None
        if text[i + 1] != "[":
            return i + 2
        k = i + 2
        while k < len(text) and not "@" <= text[k] <= "~":
            k += 1
        if k >= len(text):
            return None
        self.control(text[i + 2:k], text[k])
        return k + 1

    def control(self, words, letter):
        if words.startswith("?"):
            return
        first = words.split(";")[0]
        n = int(first) if first.isdigit() else None
        if letter == "C":
            self.column += n or 1
        elif letter == "D":
            self.column = max(0, self.column - (n or 1))
        elif letter == "A":
            self.row = max(0, self.row - (n or 1))
        elif letter == "B":
            self.row += n or 1
            self.reach()
        elif letter == "G":
            self.column = (n or 1) - 1
        elif letter == "K":
            self.erase(n or 0)
        elif letter == "J":
            self.erase(0)
            del self.lines[self.row + 1:]
        elif letter == "P":
            del self.lines[self.row][self.column:self.column + (n or 1)]
        elif letter == "@":
            self.reach()
            self.lines[self.row][self.column:self.column] = [" "] * (n or 1)
        elif letter != "m":
            raise ValueError("control sequence %r %r" % (words, letter))

    def erase(self, how):
        line = self.lines[self.row]
        if how == 0:
            del line[self.column:]
        elif how == 1:
            line[:self.column] = [" "] * self.column
        else:
            line.clear()

    def reach(self):
        while len(self.lines) <= self.row:
            self.lines.append([])
        line = self.lines[self.row]
        line.extend(" " * (self.column - len(line)))

    def char(self, char):
        if char == "\r":
            self.column = 0
        elif char == "\n":
            self.row += 1
            self.reach()
        elif char == "\b":
            self.column = max(0, self.column - 1)
        elif char == "\t":
            self.column += 8 - self.column % 8
        elif char >= " ":
            self.put(char)

    def put(self, char):
        wide = cells(char)
        if self.column + wide > self.columns:
            self.row += 1
            self.column = 0
        self.reach()
        line = self.lines[self.row]
        if not wide:
            if self.column:
                line[self.column - 1] += char
            return
        line[self.column:self.column + wide] = [char] + [""] * (wide - 1)
        self.column += wide
