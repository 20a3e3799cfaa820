/* A python.exe for Wine: it has the test outside do what it was asked for, prints what that prints, and leaves as that leaves.
 *
 * To the port in LIAISON_TEST_PORT it sends its own path, the folder it was started in, what the scripts set for Python,
 * and its arguments: each its length in four bytes and its UTF-8; last four bytes of ones. Back come four bytes, the
 * status, and then the output to the end.
 */
#include <winsock2.h>
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>

static SOCKET test;

static void tell(const wchar_t *words)
{
    char text[65536];
    int length = WideCharToMultiByte(CP_UTF8, 0, words, -1, text, sizeof text, NULL, NULL) - 1;

    send(test, (const char *)&length, 4, 0);
    send(test, text, length, 0);
}

int main(void)
{
    static const wchar_t *const told[] = {L"PYTHONUTF8", L"LIAISON_CLICKED", L"LIAISON_MENU"};
    wchar_t words[32768], both[32768];
    struct sockaddr_in place = {0};
    char output[4096];
    WSADATA data;
    HANDLE screen = GetStdHandle(STD_OUTPUT_HANDLE);
    DWORD written;
    int i, got, count, end = -1, status = 97;
    wchar_t **args = CommandLineToArgvW(GetCommandLineW(), &count);

    WSAStartup(MAKEWORD(2, 2), &data);
    test = socket(AF_INET, SOCK_STREAM, 0);
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    place.sin_port = htons((u_short)atoi(getenv("LIAISON_TEST_PORT")));
    if (connect(test, (struct sockaddr *)&place, sizeof place))
        return 98;
    GetModuleFileNameW(NULL, words, 32768);
    tell(words);
    GetCurrentDirectoryW(32768, words);
    tell(words);
    for (i = 0; i < 3; i++) {
        words[0] = 0;
        GetEnvironmentVariableW(told[i], words, 32768);
        swprintf(both, 32768, L"%ls=%ls", told[i], words);
        tell(both);
    }
    for (i = 1; i < count; i++)
        tell(args[i]);
    send(test, (const char *)&end, 4, 0);
    recv(test, (char *)&status, 4, MSG_WAITALL);
    while ((got = recv(test, output, sizeof output, 0)) > 0)
        WriteFile(screen, output, (DWORD)got, &written, NULL);
    return status;
}
